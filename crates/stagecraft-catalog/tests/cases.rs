//! Each case's change is seen, said in words, and seen by `pg_dump` as well.
//!
//! A case is a folder with `before.sql` and `after.sql`; one whose name begins
//! with `same_` must change nothing. One whose `before.sql` begins with
//! `-- since 16` is left out on older servers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use stagecraft_catalog::{Action, Change, Kind, Snapshot, diff};
use stagecraft_sandbox::Sandbox;
use stagecraft_testkit::DUMP_MAJOR;
use tokio_postgres::Client;

use crate::databases;

/// What we see and `pg_dump` does not.
const ONLY_OURS: [&str; 15] = [
    // `CREATE EXTENSION` takes what is there.
    "extension_version",
    // It is data to `pg_dump`.
    "materialized_view_unpopulated",
    // What `\d` shows and a dump loses.
    "implicit_type_comment",
    "implicit_type_comment_drop",
    "implicit_type_grant",
    "index_constraint_statistics",
    "range_multirange_comment",
    "range_multirange_comment_drop",
    "rule_of_view",
    "silenced_check_disable",
    "silenced_check_referenced",
    "table_detach_pending",
    // Additions to what the server came with are lost in a dump.
    "operator_family_built_in",
    // What `pg_dump` does not know it leaves out.
    "other_first_row",
    "other_future_catalog",
];

/// What `pg_dump` sees and our filter leaves out.
const ONLY_DUMPED: [&str; 1] = ["same_books"];

/// What a case was seen to do.
struct Seen {
    folder: PathBuf,
    before: Snapshot,
    after: Snapshot,
    dumps: Option<(String, String)>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_change_is_seen_and_said() {
    for major in stagecraft_testkit::majors() {
        let sandbox = Arc::new(stagecraft_testkit::sandbox(major).await);
        let folders = folders(major);
        let mut wrong = Vec::new();
        let mut kinds = BTreeSet::new();
        let mut dumped = 0;
        for (n, chunk) in folders.chunks(4).enumerate() {
            let running: Vec<_> = chunk
                .iter()
                .enumerate()
                .map(|(m, folder)| {
                    let sandbox = Arc::clone(&sandbox);
                    tokio::spawn(see(sandbox, major, format!("case_{n}_{m}"), folder.clone()))
                })
                .collect();
            for seen in running {
                let seen = seen.await.unwrap();
                dumped += usize::from(seen.dumps.is_some());
                let changes = diff(&seen.before, &seen.after);
                kinds.extend(changes.iter().map(|it| it.kind));
                check(&seen, &changes, &mut wrong);
                insta::with_settings!({
                    snapshot_path => &seen.folder,
                    prepend_module_to_snapshot => false,
                    omit_expression => true,
                }, {
                    insta::assert_snapshot!("changes", lines(&changes));
                });
            }
        }
        if dumped == 0 {
            eprintln!("skipped on {major}: comparison with pg_dump {DUMP_MAJOR}");
        }
        assert!(wrong.is_empty(), "on {major}:\n{}", wrong.join("\n"));
        let unseen: Vec<_> = Kind::ALL.iter().filter(|it| !kinds.contains(it)).collect();
        assert!(unseen.is_empty(), "no case changes {unseen:?}");
    }
}

async fn see(sandbox: Arc<Sandbox>, major: u16, name: String, folder: PathBuf) -> Seen {
    let admin = stagecraft_testkit::admin_client(&sandbox).await;
    let client = databases::create(&sandbox, &admin, &name).await;
    let dump = || {
        (major == DUMP_MAJOR)
            .then(|| stagecraft_testkit::dump(&sandbox, &name))
            .flatten()
    };
    run(&client, &folder, "before.sql").await;
    let (before, dump_before) = (databases::read(&client).await, dump());
    run(&client, &folder, "after.sql").await;
    let (after, dump_after) = (databases::read(&client).await, dump());
    databases::drop(&admin, &name).await;
    Seen {
        folder,
        before,
        after,
        dumps: dump_before.zip(dump_after),
    }
}

fn check(seen: &Seen, changes: &[Change], wrong: &mut Vec<String>) {
    let case = seen.folder.file_name().unwrap().to_str().unwrap();
    let same = case.starts_with("same_");
    if changes.is_empty() != same {
        wrong.push(format!("{case}: {} changes", changes.len()));
    }
    if changes.is_empty() != (seen.before.digest() == seen.after.digest()) {
        wrong.push(format!("{case}: diff and digest disagree"));
    }
    for kind in Kind::ALL {
        let is_same = seen.before.digest_of(*kind) == seen.after.digest_of(*kind);
        if is_same && changes.iter().any(|it| it.kind == *kind && !is_order(it)) {
            wrong.push(format!("{case}: {kind} changed and its digest did not"));
        }
    }
    if let Some((one, other)) = &seen.dumps
        && (one == other) != same
        && !ONLY_OURS.contains(&case)
        && !ONLY_DUMPED.contains(&case)
    {
        wrong.push(format!("{case}: pg_dump sees it otherwise"));
    }
}

pub(crate) fn folders(major: u16) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir() && since(it) <= major)
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

/// The first version that has what the case is about.
fn since(folder: &Path) -> u16 {
    let sql = std::fs::read_to_string(folder.join("before.sql")).unwrap();
    let line = sql.lines().next().unwrap_or_default();
    line.strip_prefix("-- since ")
        .map_or(0, |it| it.parse().unwrap())
}

/// `column_order` is said of a table and seen in its columns.
fn is_order(change: &Change) -> bool {
    match &change.action {
        Action::Altered { fields } => fields.iter().all(|it| it.field == "column_order"),
        _ => false,
    }
}

/// Writes the changes as every version has them: from PostgreSQL 17 on there
/// is `MAINTAIN`, from 18 on every `NOT NULL` is a constraint, too.
fn lines(changes: &[Change]) -> String {
    let lines = changes
        .iter()
        .filter(|it| !(it.kind == Kind::Constraint && it.name.name.as_str().ends_with("_not_null")))
        .map(|it| {
            let part = it
                .part_of
                .as_ref()
                .map_or_else(String::new, |it| format!(" [part of {it}]"));
            format!("{it}{part}").replace(", MAINTAIN", "")
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// Runs a file; one that begins with `-- statement by statement` outside a
/// transaction, where a statement after `-- fails` must fail.
async fn run(client: &Client, folder: &Path, file: &str) {
    let path = folder.join(file);
    let sql = std::fs::read_to_string(&path).unwrap();
    let Some(sql) = sql.strip_prefix("-- statement by statement\n") else {
        if let Err(error) = client.batch_execute(&sql).await {
            panic!("{}: {:?}", path.display(), error.as_db_error());
        }
        return;
    };
    for statement in sql.split_inclusive(";\n") {
        let outcome = client.batch_execute(statement).await;
        assert_eq!(
            outcome.is_err(),
            statement.starts_with("-- fails"),
            "{statement}"
        );
    }
}
