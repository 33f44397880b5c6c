//! Findings as a compiler would show them: file, line, the statement, a caret.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use stagecraft_model::{Finding, Location, Severity};

use crate::Palette;

/// The text of the files that findings point at.
pub trait Sources {
    /// Returns the text of `file`, named as in [`Location::file`].
    fn text(&self, file: &str) -> Option<&str>;
}

impl Sources for BTreeMap<String, String> {
    fn text(&self, file: &str) -> Option<&str> {
        self.get(file).map(String::as_str)
    }
}

impl Sources for () {
    fn text(&self, _file: &str) -> Option<&str> {
        None
    }
}

/// A statement longer than this is pointed at by its first line only.
const LONGEST_SNIPPET_LINES: usize = 6;

/// Returns the findings in order, each with its place, why and help, and a
/// closing count.
pub fn render_findings(findings: &[Finding], sources: &dyn Sources, color: bool) -> String {
    let mut text = String::new();
    for finding in findings {
        text.push_str(&render_one(finding, sources, color));
        text.push_str("\n\n");
    }
    let count = |severity| findings.iter().filter(|it| it.severity == severity).count();
    let palette = Palette::new(color);
    let _ = write!(
        text,
        "{}",
        Palette::paint(
            palette.strong,
            format_args!(
                "{} error{}, {} warning{}, {} note{}",
                count(Severity::Error),
                plural(count(Severity::Error)),
                count(Severity::Warning),
                plural(count(Severity::Warning)),
                count(Severity::Note),
                plural(count(Severity::Note)),
            )
        )
    );
    text
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn render_one(finding: &Finding, sources: &dyn Sources, color: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(finding.message.as_str())
        .id(finding.rule.as_str());
    let mut group = Group::with_title(title);
    match &finding.at {
        Some(Location {
            file,
            span: Some(span),
        }) => {
            if let Some(source) = sources.text(file) {
                let range = shown_range(source, span.start, span.end);
                group = group.element(
                    Snippet::source(source)
                        .path(file.as_str())
                        .annotation(AnnotationKind::Primary.span(range)),
                );
            } else {
                group = group.element(
                    Level::NOTE.message(format!("at {file}:{}:{}", span.line, span.column)),
                );
            }
        }
        Some(Location { file, span: None }) => {
            group = group.element(Level::NOTE.message(format!("in {file}")));
        }
        None => {}
    }
    if !finding.why.is_empty() {
        group = group.element(Level::NOTE.message(finding.why.as_str()));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(finding.help.as_str()));
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

/// Clamps a span to the text and to its first line when it is long.
fn shown_range(source: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let start = floor_boundary(source, start);
    let end = floor_boundary(source, end).max(start);
    let spanned = source.get(start..end).unwrap_or("");
    if spanned.lines().count() > LONGEST_SNIPPET_LINES {
        let first = spanned.lines().next().map_or(0, str::len);
        start..start + first
    } else {
        start..end
    }
}

fn floor_boundary(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use stagecraft_model::LineIndex;

    use super::*;

    #[test]
    fn a_finding_shows_the_statement_with_a_caret() {
        let file = "supabase/migrations/20260101000000_shops.sql";
        let sql = "create table shops (id int);\ncreate tabel members (id int);\n";
        let at = sql.find("tabel").unwrap();
        let findings = [
            Finding::new(
                "unparsable-file",
                Severity::Error,
                file,
                "syntax error at or near `tabel`",
            )
            .why("Postgres would reject the whole file.")
            .help("write `create table`")
            .at(file, Some(LineIndex::new(sql).span(at, at + 5))),
            Finding::new(
                "mixed-digit-counts",
                Severity::Warning,
                file,
                "versions differ in length",
            ),
        ];
        let sources = BTreeMap::from([(file.to_owned(), sql.to_owned())]);
        insta::assert_snapshot!(render_findings(&findings, &sources, false));
    }

    #[test]
    fn spans_outside_the_text_do_not_panic() {
        assert_eq!(shown_range("żó", 1, 99), 0..4);
        assert_eq!(shown_range("", 5, 9), 0..0);
    }
}
