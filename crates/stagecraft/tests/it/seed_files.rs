//! `stagecraft seed load --out`: rows as files.

use std::collections::BTreeMap;
use std::path::Path;

use stagecraft_testkit::sandbox;

use crate::seeding::{into, migrated, seed, shop, sums};
use crate::support::block;

fn write(dir: &Path, format: &str, shard: Option<&str>) {
    let mut command = seed("load", &shop());
    command
        .args(["--scale", "small", "--as", format, "--out"])
        .arg(dir);
    if let Some(shard) = shard {
        command.args(["--shard", shard]);
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", block(&output));
}

/// Returns the files of a folder by their names, parts under that of the whole.
fn read(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(dir).unwrap().map(|it| it.unwrap().path());
    files
        .map(|it| {
            let name = it.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(it).unwrap())
        })
        .collect()
}

#[test]
fn parts_make_the_whole() {
    for format in ["copy", "csv", "sql"] {
        let whole = tempfile::tempdir().unwrap();
        write(whole.path(), format, None);
        let expected = read(whole.path());
        assert_eq!(expected.len(), if format == "sql" { 1 } else { 3 });
        let mut joined: Vec<Vec<u8>> = vec![Vec::new(); expected.len()];
        for shard in ["1/3", "2/3", "3/3"] {
            let part = tempfile::tempdir().unwrap();
            write(part.path(), format, Some(shard));
            let part = read(part.path());
            assert_eq!(part.len(), expected.len(), "{format}: {:?}", part.keys());
            for (all, bytes) in joined.iter_mut().zip(part.values()) {
                all.extend_from_slice(bytes);
            }
        }
        for ((name, bytes), joined) in expected.iter().zip(&joined) {
            assert!(bytes == joined, "{format}: the parts of {name} are not it");
        }
        // The same bytes again.
        let again = tempfile::tempdir().unwrap();
        write(again.path(), format, None);
        assert!(read(again.path()) == expected, "{format}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_statements_loads_the_same_rows() {
    for major in stagecraft_testkit::majors() {
        let sandbox = sandbox(major).await;
        let (url, loaded) = migrated(&sandbox, "loaded", &shop()).await;
        let mut command = into(seed("load", &shop()), &url);
        let output = command.args(["--scale", "small"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let (_, client) = migrated(&sandbox, "files", &shop()).await;
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "sql", None);
        let sql = std::fs::read_to_string(folder.path().join("seed.sql")).unwrap();
        client.batch_execute(&sql).await.unwrap();
        assert_eq!(sums(&client).await, sums(&loaded).await);
        // Who inserts afterwards gets a key that is free.
        let insert = "insert into public.customers (company_id, email)
            select id, 'late@example.com' from public.companies limit 1";
        client.batch_execute(insert).await.unwrap();
        sandbox.stop().await.unwrap();
    }
}
