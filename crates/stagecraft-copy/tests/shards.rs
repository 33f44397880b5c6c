//! Shards of files, one after the other, are the whole file.

use std::path::Path;

use stagecraft_copy::{FileFormat, Shard, write};

use crate::databases::{self, run, sum};
use crate::shop::{SCHEMA, Shop, job};

const ROWS: u64 = 12_345;

fn files(folder: &Path, format: FileFormat, shard: Option<Shard>) -> Vec<Vec<u8>> {
    let report = write(folder, format, &job(ROWS), &Shop::of(ROWS), shard).unwrap();
    let read = |it: &stagecraft_copy::Written| {
        let bytes = std::fs::read(&it.path).unwrap();
        assert_eq!(bytes.len() as u64, it.bytes);
        bytes
    };
    report.files.iter().map(read).collect()
}

#[test]
fn shards_are_the_whole() {
    for format in [FileFormat::Csv, FileFormat::Copy, FileFormat::Sql] {
        let folder = tempfile::tempdir().unwrap();
        let whole = files(folder.path(), format, None);
        for count in [1, 2, 7, 100] {
            let mut joined = vec![Vec::new(); whole.len()];
            for index in 1..=count {
                let shard = Some(Shard { index, count });
                for (all, part) in joined.iter_mut().zip(files(folder.path(), format, shard)) {
                    all.extend(part);
                }
            }
            assert!(joined == whole, "{format:?} of {count}");
        }
        let names = std::fs::read_dir(folder.path()).unwrap();
        let mut names = names.map(|it| it.unwrap().file_name().into_string().unwrap());
        assert!(names.all(|it| !it.starts_with('.')));
    }
    let none = Some(Shard { index: 3, count: 2 });
    let folder = tempfile::tempdir().unwrap();
    let error = write(folder.path(), FileFormat::Csv, &job(9), &Shop::of(9), none).unwrap_err();
    insta::assert_snapshot!(error, @"there is no shard 3 of 2: shards count from 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_hold_the_same_rows_as_a_load() {
    use futures_util::SinkExt as _;

    let major = stagecraft_testkit::majors()[0];
    let sandbox = stagecraft_testkit::sandbox(major).await;
    let (config, loaded) = databases::with(&sandbox, "loaded", SCHEMA).await;
    let options = stagecraft_copy::LoadOptions::new(stagecraft_copy::Mode::Append);
    databases::load(&config, job(ROWS), Shop::of(ROWS), options)
        .await
        .unwrap();
    for (name, format) in [
        ("by_csv", FileFormat::Csv),
        ("by_copy", FileFormat::Copy),
        ("by_sql", FileFormat::Sql),
    ] {
        let (_, client) = databases::with(&sandbox, name, SCHEMA).await;
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path(), format, None);
        if format == FileFormat::Sql {
            run(&client, std::str::from_utf8(&files[0]).unwrap()).await;
        } else {
            for (table, bytes) in ["customers", "orders", "items"].iter().zip(files) {
                let options = match format {
                    FileFormat::Csv => "format csv, header match",
                    _ => "format text",
                };
                let sql = format!("copy {table} from stdin ({options})");
                let sink = client.copy_in::<_, std::io::Cursor<Vec<u8>>>(&sql).await;
                let mut sink = std::pin::pin!(sink.unwrap());
                sink.send(std::io::Cursor::new(bytes)).await.unwrap();
                sink.finish().await.unwrap();
            }
        }
        for table in ["customers", "orders", "items"] {
            assert_eq!(
                sum(&client, table).await,
                sum(&loaded, table).await,
                "{name}"
            );
        }
    }
}
