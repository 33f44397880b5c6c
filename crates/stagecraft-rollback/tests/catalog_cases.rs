//! Every change of the catalog that the snapshot sees is undone, and what was
//! undone is done again the same way.
//!
//! Each case is undone in the transaction that made it, and then for good: made,
//! undone, and with the change as what to go back to undone again. There
//! `pg_dump` judges, too.

use std::sync::Arc;

use stagecraft_catalog::Snapshot;
use stagecraft_connect::snapshot::{ChangeReader, read};
use stagecraft_sandbox::Sandbox;
use stagecraft_testkit::DUMP_MAJOR;
use tokio_postgres::Client;

use crate::case::Case;
use crate::databases::{self, Back, Reader, back, filter};

/// What is not undone, and why.
const LEFT: [(&str, &str); 12] = [
    (
        "extension_member_comment",
        "whose member an object became is not known: it looks dropped",
    ),
    (
        "extension_member_type",
        "whose member an object became is not known: it looks dropped",
    ),
    ("foreign_data_wrapper_options", SECRET),
    ("foreign_server_options", SECRET),
    ("foreign_table_secret_options", SECRET),
    ("other_first_row", UNKNOWN),
    ("other_future_catalog", UNKNOWN),
    ("security_label_change", PROVIDER),
    ("security_label_create", PROVIDER),
    ("subscription_drop", CONNECTION),
    ("subscription_two_phase", CONNECTION),
    ("user_mapping_password", SECRET),
];

/// What is not done again when it was undone, and why.
const LEFT_BACKWARDS: [(&str, &str); 4] = [
    (
        "index_invalid",
        "that an index could not be made is nothing to make again",
    ),
    ("subscription_create", CONNECTION),
    (
        "table_detach_pending",
        "to stop half-way takes two transactions",
    ),
    ("user_mapping_create", SECRET),
];

const SECRET: &str = "of a secret only a digest is known";
const UNKNOWN: &str = "nobody knows the statement that makes such a row";
const PROVIDER: &str = "the label's provider is not loaded";
const CONNECTION: &str = "how a subscription connects is a secret";

/// What `pg_dump` sees and our filter leaves out.
const ONLY_DUMPED: [&str; 1] = ["same_books"];

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_change_of_the_catalog_is_undone() {
    for major in stagecraft_testkit::majors() {
        let sandbox = Arc::new(stagecraft_testkit::sandbox(major).await);
        let mut wrong = Vec::new();
        let cases = Case::all(major);
        for (n, chunk) in cases.chunks(4).enumerate() {
            let running: Vec<_> = chunk
                .iter()
                .enumerate()
                .map(|(m, case)| {
                    let name = format!("back_{n}_{m}");
                    tokio::spawn(check(Arc::clone(&sandbox), major, name, case.clone()))
                })
                .collect();
            for checked in running {
                wrong.extend(
                    checked
                        .await
                        .unwrap_or_else(|error| Some(error.to_string())),
                );
            }
        }
        assert!(
            wrong.is_empty(),
            "on {major}: {} of {}\n{}",
            wrong.len(),
            cases.len(),
            wrong.join("\n")
        );
    }
}

async fn check(sandbox: Arc<Sandbox>, major: u16, name: String, case: Case) -> Option<String> {
    let admin = stagecraft_testkit::admin_client(&sandbox).await;
    let client = databases::create(&sandbox, &admin, &name).await;
    case.prepare(&client).await;
    let before = read(&client, &filter()).await.unwrap();
    let dump = || {
        (major == DUMP_MAJOR)
            .then(|| stagecraft_testkit::dump(&sandbox, &name))
            .flatten()
    };
    let dump_before = dump();
    let mut forwards = Vec::new();
    if case.is_one_transaction() {
        let reader = ChangeReader::prepare(&client, filter()).await.unwrap();
        client.batch_execute("begin").await.unwrap();
        case.change(&client).await;
        let undone = back(&client, &Reader::Changes(reader), &before).await;
        client.batch_execute("rollback").await.unwrap();
        forwards.extend(said("in its transaction", &undone));
    }
    case.change(&client).await;
    let after = read(&client, &filter()).await.unwrap();
    let dump_after = dump();
    let undone = for_good(&client, &before).await;
    forwards.extend(said("for good", &undone));
    let is_judged = !ONLY_DUMPED.contains(&case.name.as_str());
    forwards.extend(judged(&undone, dump_before, dump()).filter(|_| is_judged));
    let again = for_good(&client, &after).await;
    let mut backwards: Vec<_> = said("backwards", &again).into_iter().collect();
    backwards.extend(judged(&again, dump_after, dump()));
    drop(client);
    databases::drop(&admin, &name).await;
    let is_listed = |list: &[(&str, &str)]| list.iter().any(|(it, _)| *it == case.name);
    let mut wrong = Vec::new();
    for (found, list) in [(forwards, &LEFT[..]), (backwards, &LEFT_BACKWARDS[..])] {
        match (found.is_empty(), is_listed(list)) {
            (false, false) => wrong.extend(found),
            (true, true) => wrong.push("listed as what is left, and is not".to_owned()),
            _ => {}
        }
    }
    (!wrong.is_empty()).then(|| format!("--- {}\n{}", case.name, wrong.join("\n")))
}

/// Goes back in a transaction that is committed.
async fn for_good(client: &Client, to: &Snapshot) -> Back {
    client.batch_execute("begin").await.unwrap();
    let mut back = back(client, &Reader::Whole, to).await;
    if let Err(error) = client.batch_execute("commit").await {
        back.wrong.push(format!("{:?}", error.as_db_error()));
    }
    back
}

fn said(what: &str, back: &Back) -> Option<String> {
    (!back.wrong.is_empty()).then(|| format!("{what}: {}\n{}", back.wrong.join("\n"), back.sql))
}

/// Compares dumps line by line, in any order where columns have another.
fn judged(back: &Back, was: Option<String>, is: Option<String>) -> Option<String> {
    let (was, is) = was.zip(is)?;
    if back.harmless.own || !back.wrong.is_empty() {
        return None;
    }
    let lines = |text: &str| -> Vec<String> {
        let mut lines: Vec<_> = text.lines().map(in_any_order).collect();
        if back.harmless.order {
            for line in &mut lines {
                *line = line.trim_end_matches(',').to_owned();
            }
            lines.sort();
        }
        lines
    };
    let (was, is) = (lines(&was), lines(&is));
    if was == is {
        return None;
    }
    let only = |sign: &str, one: &[String], other: &[String]| -> String {
        let lines = one.iter().filter(|it| !other.contains(it));
        let lines: Vec<_> = lines.map(|it| format!("{sign} {it}\n")).collect();
        lines.concat()
    };
    Some(format!(
        "pg_dump:\n{}{}{}",
        only("-", &was, &is),
        only("+", &is, &was),
        back.sql
    ))
}

/// Storage parameters and publications stand as they were once written; in which
/// order means nothing.
fn in_any_order(line: &str) -> String {
    if !line.starts_with("WITH (") && !line.starts_with("CREATE SUBSCRIPTION ") {
        return line.to_owned();
    }
    let mut words: Vec<_> = line.split([' ', ',', '(', ')', ';']).collect();
    words.sort_unstable();
    words.join(" ")
}
