//! Each schema is loaded, and what has to hold of its rows does.
//!
//! A schema is a file; `-- crosses: select …` in its head counts rows that
//! refer to another tenant's, in a way of its own, and `-- clock: table` names
//! one whose rows hold the time at which they were loaded.

use std::collections::BTreeMap;
use std::path::Path;

use stagecraft_seed::SeedConfig;
use stagecraft_testkit::Case;
use tokio_postgres::Client;

use crate::seeded::{Seeded, options, seeded, small};
use crate::{databases, judge};

/// The settings of the loads that are compared: a name, connections, rows of a
/// slice, and what to add to the seed.
const LOADS: [(&str, usize, Option<u64>, u64); 3] = [
    ("calm", 1, None, 0),
    ("busy", 4, Some(7), 0),
    ("other", 1, None, 1),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_schema_holds_its_rows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/datasets");
    let cases = stagecraft_testkit::cases(&folder, "sql");
    let mut wrong = Vec::new();
    let mut contents: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        for case in &cases {
            for (load, jobs, slice_rows, seed) in LOADS {
                let config = SeedConfig {
                    seed: Some(1 + seed),
                    ..small()
                };
                let name = format!("{}_{load}", case.name);
                let options = options(jobs, slice_rows);
                let mut complain = |it: String| wrong.push(format!("{major}, {name}: {it}"));
                let seeded = match seeded(&sandbox, &name, &case.text, &config, options).await {
                    Ok(seeded) => seeded,
                    Err(error) => {
                        complain(error);
                        continue;
                    }
                };
                for it in broken(&seeded, case).await {
                    complain(it);
                }
                let mut found = seeded.contents().await;
                found.retain(|it, _| !clocked(case, it));
                if seed > 0 {
                    if !found.is_empty() && contents.get(&case.name) == Some(&found) {
                        complain("another seed gives the same rows".to_owned());
                    }
                    continue;
                }
                let expected = contents
                    .entry(case.name.clone())
                    .or_insert_with(|| found.clone());
                for (table, content) in &found {
                    let before = expected.get(table);
                    if before != Some(content) {
                        complain(format!("{table} is {content}, and was {before:?}"));
                    }
                }
                snapshot(&folder, case, &seeded);
            }
        }
        sandbox.stop().await.unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns whether a table's rows hold the time.
fn clocked(case: &Case, table: &str) -> bool {
    let mut lines = case.text.lines();
    lines.any(|it| it.strip_prefix("-- clock: ") == Some(table))
}

fn snapshot(folder: &Path, case: &Case, seeded: &Seeded) {
    insta::with_settings!({
        snapshot_path => folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(case.name.as_str(), seeded.lines().join("\n"));
    });
}

/// Returns what does not hold.
async fn broken(seeded: &Seeded, case: &Case) -> Vec<String> {
    let client = &seeded.client;
    let mut wrong = Vec::new();
    let after = databases::read(client).await;
    if after.digest() != seeded.snapshot.digest() {
        wrong.push("the catalog is another".to_owned());
    }
    let off = "select (select count(*) from pg_constraint where not convalidated)
        + (select count(*) from pg_trigger where tgenabled <> 'O')
        + (select count(*) from pg_index where not indisvalid)";
    if judge::count(client, off).await > 0 {
        wrong.push("something is disabled".to_owned());
    }
    let dangling = judge::dangling(client).await;
    wrong.extend(dangling.iter().map(|it| format!("dangling: {it}")));
    wrong.extend(violated(client).await);
    for it in seeded.prepared.dataset.outline(&seeded.snapshot) {
        let sql = format!("select count(*) from {}", it.table);
        let found = judge::count(client, &sql).await;
        let wanted = i64::try_from(it.rows + it.kept).unwrap();
        if found < wanted {
            wrong.push(format!("{}: {found} of {wanted} rows", it.table));
        }
    }
    for it in seeded.verdicts.iter().filter(|it| !it.holds()) {
        wrong.push(format!(
            "{}: {} missing, {:?}",
            it.table, it.missing, it.differences
        ));
    }
    for it in seeded.crossings.iter().filter(|it| it.crossing > 0) {
        wrong.push(format!("{}.{}: {} cross", it.table, it.key, it.crossing));
    }
    for line in case.text.lines() {
        let Some(sql) = line.strip_prefix("-- crosses: ") else {
            continue;
        };
        let count = judge::count(client, sql).await;
        if count > 0 {
            wrong.push(format!("{count} rows: {sql}"));
        }
    }
    wrong
}

/// Returns the checks that rows break, asked one by one.
async fn violated(client: &Client) -> Vec<String> {
    let checks = "select conrelid::regclass::text, conname::text, pg_get_expr(conbin, conrelid)
        from pg_constraint where contype = 'c' and conrelid <> 0";
    let mut wrong = Vec::new();
    for row in client.query(checks, &[]).await.unwrap() {
        let [table, name, check]: [String; 3] = std::array::from_fn(|at| row.get(at));
        let sql = format!("select count(*) from {table} where not ({check})");
        let count = judge::count(client, &sql).await;
        if count > 0 {
            wrong.push(format!("{count} rows of {table} break {name}"));
        }
    }
    wrong
}
