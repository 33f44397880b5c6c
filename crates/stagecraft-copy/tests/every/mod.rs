//! Every codec, every way: binary, text, CSV and INSERT give the same rows.

mod bytes;
mod edges;
mod random;

use std::io::Cursor;

use futures_util::SinkExt as _;
use stagecraft_copy::encode::{Format, csv_header, literals};
use stagecraft_copy::{Codec, ColumnJob, Value};
use tokio_postgres::Client;

use crate::databases::{self, run, texts};
use edges::{SCHEMA, columns, edges};

/// Every edge value once, the other columns NULL, and a row of NULLs.
fn rows(columns: &[ColumnJob]) -> Vec<Vec<Value>> {
    let mut rows = vec![vec![Value::Null; columns.len()]];
    for (place, column) in columns.iter().enumerate() {
        for value in edges(column) {
            let mut row = vec![Value::Null; columns.len()];
            row[place] = value;
            rows.push(row);
        }
    }
    rows
}

async fn copy(
    client: &Client,
    table: &str,
    format: Format,
    columns: &[ColumnJob],
    rows: &[Vec<Value>],
) {
    let mut bytes = format.header().to_vec();
    let mut options = format!("format {}", format.name());
    if format == Format::Csv {
        // The header has to match, names and all.
        csv_header(columns, &mut bytes);
        options.push_str(", header match");
    }
    for row in rows {
        format.row(columns, row, &mut bytes).unwrap();
    }
    bytes.extend_from_slice(format.trailer());
    let names: Vec<String> = columns.iter().map(|it| it.name.to_string()).collect();
    let sql = format!("copy {table} ({}) from stdin ({options})", names.join(", "));
    let sink = client.copy_in::<_, Cursor<Vec<u8>>>(&sql).await.unwrap();
    let mut sink = std::pin::pin!(sink);
    sink.send(Cursor::new(bytes)).await.unwrap();
    if let Err(error) = sink.finish().await {
        panic!("{table}: {:?}", error.as_db_error());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_gives_the_same_rows() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let (_, client) = databases::with(&sandbox, "every", SCHEMA).await;
        run(&client, "set timezone = 'UTC'").await;
        let columns = columns();
        // The sandbox's stand-in for `vector` receives text, so the bytes of a
        // real one are tested apart.
        let (mut own, mut vectors) = (columns.clone(), columns.clone());
        own.retain(|it| it.codec != Codec::Vector);
        vectors.retain(|it| it.codec == Codec::Vector);
        copy(&client, "every_binary", Format::Binary, &own, &rows(&own)).await;
        copy(
            &client,
            "every_binary",
            Format::Text,
            &vectors,
            &rows(&vectors),
        )
        .await;
        for columns in [&own, &vectors] {
            copy(&client, "every_text", Format::Text, columns, &rows(columns)).await;
            copy(&client, "every_csv", Format::Csv, columns, &rows(columns)).await;
        }
        for columns in [&own, &vectors] {
            let names: Vec<String> = columns.iter().map(|it| it.name.to_string()).collect();
            let mut sql = format!("insert into every_insert ({}) values ", names.join(", "));
            for (place, row) in rows(columns).iter().enumerate() {
                let mut line = Vec::new();
                literals(columns, row, &mut line).unwrap();
                sql.push_str(if place > 0 { ",\n" } else { "\n" });
                sql.push_str(std::str::from_utf8(&line).unwrap());
            }
            run(&client, &sql).await;
        }
        let binary = texts(&client, "select t::text from every_binary t").await;
        for other in ["text", "csv", "insert"] {
            let sql = format!("select t::text from every_{other} t");
            let others = texts(&client, &sql).await;
            assert_eq!(others.len(), binary.len());
            for (other_row, row) in others.iter().zip(&binary) {
                assert_eq!(other_row, row, "{other}");
            }
        }
        what_is_written_is_what_the_server_prints(&client, &own).await;
    }
}

async fn what_is_written_is_what_the_server_prints(client: &Client, columns: &[ColumnJob]) {
    let rows = rows(columns);
    for (place, column) in columns.iter().enumerate() {
        // Money and numerics of a fixed scale print otherwise than they read.
        if matches!(
            column.name.as_str(),
            "money" | "scaled" | "timestamp" | "chars" | "int4range" | "daterange"
        ) {
            continue;
        }
        let name = &column.name;
        let sql = format!("select t.{name}::text from every_binary t");
        let printed = texts(client, &sql).await;
        for (row, printed) in rows.iter().zip(printed) {
            if row[place].is_null()
                || (matches!(column.codec, Codec::Range(_)) && printed == "empty")
            {
                continue;
            }
            let mut line = Vec::new();
            let value = std::slice::from_ref(&row[place]);
            Format::Csv
                .row(std::slice::from_ref(column), value, &mut line)
                .unwrap();
            let line = String::from_utf8(line).unwrap();
            let line = line.strip_suffix('\n').unwrap();
            let written = match line.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
                Some(inner) => inner.replace("\"\"", "\""),
                None => line.to_owned(),
            };
            let printed = if *name == "bool".into() {
                printed[..1].to_owned()
            } else {
                printed
            };
            assert_eq!(written, printed, "{name}");
        }
    }
}
