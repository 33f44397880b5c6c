//! Each case's schema is filled, and what has to hold of it does.
//!
//! A case is a file; `-- empty: a, b` in its head names tables that can't have
//! rows, `-- tenant: column` the column that says whose a row is.

use std::path::Path;

use stagecraft_seed::{FillConfig, FillReport, fill};

use crate::{databases, judge};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_schema_is_filled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let mut wrong = Vec::new();
        for case in stagecraft_testkit::cases(&folder, "sql") {
            let client = databases::with(&sandbox, &case.name, &case.text).await;
            let snapshot = databases::read(&client).await;
            let tables = databases::own_tables(&snapshot);
            let report = fill(&client, &snapshot, &tables, &FillConfig::new(1))
                .await
                .unwrap();
            let after = databases::read(&client).await;
            let mut complain = |what: &str, found: Vec<String>| {
                if !found.is_empty() {
                    wrong.push(format!("{}: {what}: {}", case.name, found.join(", ")));
                }
            };
            if after.digest() != snapshot.digest() {
                complain("changed", vec!["the catalog".to_owned()]);
            }
            let mut empty = judge::empty(&client, &snapshot).await;
            let allowed = header(&case.text, "empty");
            empty.retain(|it| !allowed.split(", ").any(|allowed| allowed == it));
            complain("empty", empty);
            complain("dangling", judge::dangling(&client).await);
            let tenant = header(&case.text, "tenant");
            if !tenant.is_empty() {
                complain("tenants", judge::crossing(&client, &snapshot, tenant).await);
            }
            let mut lines = lines(&report);
            lines.extend(judge::one_sided(&client, &snapshot).await);
            lines.extend(judge::unused(&client, &snapshot).await);
            insta::with_settings!({
                snapshot_path => &folder,
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(case.name.as_str(), lines.join("\n"));
            });
        }
        assert!(wrong.is_empty(), "on {major}:\n{}", wrong.join("\n"));
    }
}

/// Returns what stands behind a word in the head of a case.
fn header<'a>(text: &'a str, word: &str) -> &'a str {
    text.lines()
        .take_while(|it| it.starts_with("--"))
        .find_map(|it| {
            it.strip_prefix("-- ")?
                .strip_prefix(word)?
                .strip_prefix(": ")
        })
        .unwrap_or_default()
}

pub(crate) fn lines(report: &FillReport) -> Vec<String> {
    report.tables.iter().map(ToString::to_string).collect()
}
