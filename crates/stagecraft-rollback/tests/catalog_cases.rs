//! Every change of the catalog that the snapshot sees is undone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use stagecraft_connect::snapshot::{ChangeReader, read};
use stagecraft_sandbox::Sandbox;

use crate::databases::{back, create, filter};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_change_of_the_catalog_is_undone() {
    for major in stagecraft_testkit::majors() {
        let sandbox = Arc::new(stagecraft_testkit::sandbox(major).await);
        let mut wrong = Vec::new();
        for (n, chunk) in folders().chunks(4).enumerate() {
            let running: Vec<_> = chunk
                .iter()
                .enumerate()
                .map(|(m, folder)| {
                    let name = format!("back_{n}_{m}");
                    tokio::spawn(check(Arc::clone(&sandbox), name, folder.clone()))
                })
                .collect();
            for checked in running {
                wrong.extend(checked.await.unwrap());
            }
        }
        assert!(
            wrong.is_empty(),
            "on {major}: {}\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stagecraft-catalog/tests/cases");
    let mut folders: Vec<_> = std::fs::read_dir(root)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
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
    let client = create(&sandbox, &admin, &name).await;
    client.batch_execute(&before).await.unwrap();
    let reader = ChangeReader::prepare(&client, filter()).await.unwrap();
    let old = read(&client, &filter()).await.unwrap();
    client.batch_execute("begin").await.unwrap();
    client.batch_execute(&after).await.unwrap();
    let back = back(&client, &reader, &old).await;
    if back.wrong.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "--- {case}\n{}\n{}",
        back.wrong.join("\n"),
        back.sql
    )]
}
