//! The report as annotations of GitHub Actions: a line for each, on stdout.

use stagecraft_model::{Location, Severity, Verdict};

use super::{Places, Report, words};

/// Returns a line for each cell that did not hold or is unproven, and for each
/// finding.
pub fn github(report: &Report, places: &Places) -> String {
    let mut text = String::new();
    for cell in &report.check.cells {
        let word = match cell.verdict {
            Verdict::Held => continue,
            Verdict::NotHeld => "error",
            Verdict::Unproven => "warning",
        };
        let title = format!("row security {}", words::verdict(cell.verdict));
        let message = format!("{}: {}", words::cell(cell), words::in_short(cell));
        text.push_str(&line(word, Some(&places.cell(cell)), &title, &message));
    }
    for finding in &report.check.findings {
        let word = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let message = match finding.help.as_str() {
            "" => finding.message.clone(),
            help => format!("{}\n{help}", finding.message),
        };
        text.push_str(&line(word, finding.at.as_ref(), &finding.rule, &message));
    }
    text
}

fn line(word: &str, at: Option<&Location>, title: &str, message: &str) -> String {
    let mut properties = Vec::new();
    if let Some(at) = at {
        properties.push(format!("file={}", property(&at.file)));
        if let Some(span) = at.span {
            properties.push(format!("line={}", span.line));
            properties.push(format!("endLine={}", span.end_line));
            properties.push(format!("col={}", span.column));
        }
    }
    properties.push(format!("title={}", property(title)));
    format!("::{word} {}::{}\n", properties.join(","), value(message))
}

fn value(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    value(text).replace(':', "%3A").replace(',', "%2C")
}
