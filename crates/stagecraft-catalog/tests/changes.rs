//! Reading again only what a transaction touched gives what reading everything
//! gives, for every case.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use stagecraft_catalog::{Filter, ObjectId, Snapshot, diff};
use stagecraft_connect::snapshot::{ChangeReader, read_within};
use stagecraft_sandbox::Sandbox;

use crate::cases::folders;
use crate::databases;

/// The dependencies between objects that are there.
fn edges(snapshot: &Snapshot) -> BTreeSet<(ObjectId, bool, ObjectId, bool)> {
    let identities = &snapshot.identities;
    snapshot
        .dependencies
        .iter()
        .filter_map(|(dependent, dependency)| {
            Some((
                dependent.object(identities)?.clone(),
                dependent.is_default,
                dependency.on.object(identities)?.clone(),
                dependency.automatic,
            ))
        })
        .collect()
}

fn differences(one: &Snapshot, other: &Snapshot) -> Vec<String> {
    let mut wrong: Vec<_> = diff(one, other).iter().map(ToString::to_string).collect();
    if one.digest() != other.digest() {
        wrong.push("another digest".to_owned());
    }
    let identities = |it: &Snapshot| -> Vec<_> {
        it.identities
            .iter()
            .map(|(id, it)| (id.clone(), it))
            .collect()
    };
    if identities(one) != identities(other) {
        wrong.push("other identities".to_owned());
    }
    let (mine, theirs) = (edges(one), edges(other));
    wrong.extend(
        mine.difference(&theirs)
            .map(|it| format!("too much: {it:?}")),
    );
    wrong.extend(
        theirs
            .difference(&mine)
            .map(|it| format!("missing: {it:?}")),
    );
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_touched_is_all_that_changed() {
    for major in stagecraft_testkit::majors() {
        let sandbox = Arc::new(stagecraft_testkit::sandbox(major).await);
        let mut wrong = Vec::new();
        for (n, chunk) in folders(major).chunks(4).enumerate() {
            let running: Vec<_> = chunk
                .iter()
                .enumerate()
                .map(|(m, folder)| {
                    let name = format!("changes_{n}_{m}");
                    tokio::spawn(check(Arc::clone(&sandbox), name, folder.clone()))
                })
                .collect();
            for checked in running {
                wrong.extend(checked.await.unwrap());
            }
        }
        assert!(wrong.is_empty(), "on {major}:\n{}", wrong.join("\n"));
    }
}

async fn check(sandbox: Arc<Sandbox>, name: String, folder: PathBuf) -> Vec<String> {
    let case = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let after = std::fs::read_to_string(folder.join("after.sql")).unwrap();
    let before = std::fs::read_to_string(folder.join("before.sql")).unwrap();
    let alone = "-- statement by statement";
    if after.starts_with(alone) || before.starts_with(alone) {
        return Vec::new();
    }
    let admin = stagecraft_testkit::admin_client(&sandbox).await;
    let client = databases::create(&sandbox, &admin, &name).await;
    client.batch_execute(&before).await.unwrap();
    let filter = Filter::default();
    let reader = ChangeReader::prepare(&client, filter.clone())
        .await
        .unwrap();
    let old = databases::read(&client).await;
    let mut wrong = Vec::new();
    client.batch_execute("begin").await.unwrap();
    // A subtransaction has an id of its own.
    client.batch_execute("savepoint inner_one").await.unwrap();
    client.batch_execute(&after).await.unwrap();
    client.batch_execute("release inner_one").await.unwrap();
    let part = reader.read(&client, &old).await.unwrap();
    let all = read_within(&client, &filter).await.unwrap();
    wrong.extend(
        differences(&part, &all)
            .into_iter()
            .map(|it| format!("{case}: {it}")),
    );
    client.batch_execute("rollback; begin").await.unwrap();
    let unchanged = reader.read(&client, &old).await.unwrap();
    wrong.extend(
        differences(&unchanged, &old)
            .into_iter()
            .map(|it| format!("{case}, rolled back: {it}")),
    );
    wrong
}
