//! Every file of `cases/split`, its statements and findings in a snapshot.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use stagecraft_plan::split_file;
use stagecraft_terminal::render_findings;

#[test]
fn statements_and_findings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/split");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "sql") {
            continue;
        }
        seen += 1;
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let sql = std::fs::read_to_string(&path).unwrap();
        let split = split_file(&name, &sql);
        let mut text = String::new();
        for statement in &split.statements {
            let span = statement.span;
            writeln!(
                text,
                "{} {}:{}-{} {}..{} [{}] {:?}",
                statement.ordinal,
                span.line,
                span.column,
                span.end_line,
                span.start,
                span.end,
                statement.tag,
                statement.text(&sql),
            )
            .unwrap();
            if let Some(reason) = &statement.outside_transaction {
                writeln!(text, "  {reason}").unwrap();
            }
        }
        let sources = BTreeMap::from([(name, sql)]);
        writeln!(
            text,
            "{}",
            render_findings(&split.findings, &sources, false)
        )
        .unwrap();
        insta::with_settings!({
            snapshot_path => "../cases/split",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(stem, text);
        });
    }
    assert!(seen >= 20);
}
