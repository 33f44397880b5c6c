//! What holds for every text, whole or mutilated.

use std::path::Path;

use stagecraft_plan::{Split, cli_statements, split};

fn corpus() -> Vec<(String, String)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files = Vec::new();
    for folder in ["split", "cli_split"] {
        for entry in std::fs::read_dir(cases.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "sql") {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                files.push((path.display().to_string(), text));
            }
        }
    }
    assert!(files.len() > 60);
    files.sort();
    files
}

/// Spans are in order, lie on character boundaries, say the right line, and
/// neither begin nor end with white space.
fn spans_hold(sql: &str, split: &Split) {
    let mut last = 0;
    for (index, statement) in split.statements.iter().enumerate() {
        let span = statement.span;
        assert_eq!(statement.ordinal, index + 1, "{sql:?}");
        assert!(last <= span.start && span.start < span.end && span.end <= sql.len());
        let text = &sql[span.start..span.end];
        let space = |it: char| it.is_ascii_whitespace();
        assert!(!text.starts_with(space) && !text.starts_with("--") && !text.starts_with("/*"));
        assert_eq!(
            span.line,
            1 + sql[..span.start].matches('\n').count(),
            "{sql:?}"
        );
        let last_line = text
            .strip_suffix('\n')
            .unwrap_or(text)
            .matches('\n')
            .count();
        assert_eq!(span.end_line, span.line + last_line, "{text:?}");
        last = span.end;
    }
    for finding in &split.findings {
        let span = finding.at.as_ref().and_then(|it| it.span);
        assert!(span.is_none_or(|it| sql.get(it.start..it.end).is_some()));
    }
}

/// What lies between statements is white space, comments and semicolons.
fn gaps_are_blank(name: &str, sql: &str, split: &Split) {
    let mut last = 0;
    let ends = split
        .statements
        .iter()
        .map(|it| (it.span.start, it.span.end));
    for (start, end) in ends.chain([(sql.len(), sql.len())]) {
        let gap = &sql[last..start];
        let gap = gap.strip_prefix('\u{feff}').unwrap_or(gap);
        let inner = stagecraft_plan::split(gap);
        assert!(inner.statements.is_empty(), "{name}: {gap:?} is lost");
        last = end;
    }
}

fn is_for_psql(split: &Split) -> bool {
    split
        .findings
        .iter()
        .any(|it| matches!(it.rule.as_str(), "psql-meta-command" | "copy-from-stdin"))
}

#[test]
fn nothing_is_lost() {
    for (name, sql) in corpus() {
        let split = split(&sql);
        spans_hold(&sql, &split);
        if !is_for_psql(&split) {
            gaps_are_blank(&name, &sql, &split);
        }
    }
}

#[test]
fn splitting_the_pieces_again_changes_nothing() {
    for (name, sql) in corpus() {
        let whole = split(&sql);
        let settings = whole
            .findings
            .iter()
            .any(|it| it.rule == "backslash-strings");
        let open = whole
            .findings
            .iter()
            .any(|it| it.message.ends_with("is never closed"));
        if settings || open || is_for_psql(&whole) {
            continue;
        }
        for statement in &whole.statements {
            let again = split(&format!("{};", statement.text(&sql)));
            assert_eq!(
                again.statements.len(),
                1,
                "{name}: {}",
                statement.text(&sql)
            );
            assert_eq!(again.statements[0].digest, statement.digest);
            assert_eq!(again.statements[0].tag, statement.tag);
        }
    }
}

#[test]
fn mutilated_texts_do_not_panic() {
    for (_, sql) in corpus() {
        let starts: Vec<usize> = sql.char_indices().map(|(at, _)| at).collect();
        let step = (starts.len() / 40).max(1);
        for at in starts.iter().step_by(step).copied() {
            let cut = (at + 7..=sql.len()).find(|it| sql.is_char_boundary(*it));
            let cut = cut.unwrap_or(sql.len());
            let texts = [
                sql[..at].to_owned(),
                sql[at..].to_owned(),
                format!("{}{}", &sql[..at], &sql[cut..]),
                format!("{}{}", &sql[..cut], &sql[at..]),
            ];
            for text in texts {
                let split = split(&text);
                spans_hold(&text, &split);
                cli_statements(&text);
            }
        }
    }
}

#[test]
fn depth_and_length_need_no_stack() {
    let deep = [
        format!("select {}1{};", "(".repeat(100_000), ")".repeat(100_000)),
        format!("select 1{};", "+1".repeat(100_000)),
        format!("select {}1;", "- ".repeat(50_000)),
        format!("select {}1;", "not ".repeat(3_000)),
        format!(
            "select {}1{};",
            "case when true then ".repeat(900),
            " end".repeat(900)
        ),
        format!("{}{}", "/*".repeat(50_000), "*/".repeat(50_000)),
        format!("select 1{};", "||'x'".repeat(1_900)),
    ];
    for sql in deep {
        let split = split(&sql);
        assert!(split.statements.len() <= 1);
    }
}
