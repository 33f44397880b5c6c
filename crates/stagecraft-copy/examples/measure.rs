//! Measures one table's way into the database at `DATABASE_URL`, and the
//! encoder alone.
//!
//! `cargo run --release -p stagecraft-copy --example measure -- [rows] [jobs]`

#![expect(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "an example speaks, and knows its columns"
)]

use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use stagecraft_copy::encode::Format;
use stagecraft_copy::{
    Codec, ColumnJob, Cursor, Job, LoadOptions, Mode, Plain, Rows, Silent, TableJob, Value,
};
use stagecraft_model::QualifiedName;

/// The table that the design's measurements were made with.
const SCHEMA: &str = "
    drop table if exists measured;
    create table measured (
        id bigint not null, key uuid not null, other bigint not null, mood text not null,
        price numeric(12, 2) not null, at timestamptz not null, data jsonb not null, note text
    )";

struct Measured;

impl Rows for Measured {
    fn cursor(&self, _table: usize) -> Box<dyn Cursor + '_> {
        Box::new(Self)
    }
}

impl Cursor for Measured {
    fn row(&mut self, number: u64, values: &mut [Value]) {
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let id = (number >> 1).cast_signed();
        values[0] = Value::Int(id);
        values[1] = Value::Uuid(u128::from(mixed) << 64 | u128::from(number));
        values[2] = Value::Int((mixed >> 8).cast_signed());
        values[3].text_slot().push_str("delivered");
        values[4] = Value::Decimal {
            units: i128::from(mixed % 10_000_000),
            scale: 2,
        };
        values[5] = Value::Timestamp(id * 1_000_003);
        let data = values[6].text_slot();
        data.push_str("{\"kind\": \"order\", \"tags\": [1, 2, 3], \"n\": 7}");
        let note = values[7].text_slot();
        note.push_str("the quick brown fox jumps over a dog ");
    }
}

fn columns() -> Vec<ColumnJob> {
    [
        ("id", Codec::Int8),
        ("key", Codec::Uuid),
        ("other", Codec::Int8),
        ("mood", Codec::Text),
        ("price", Codec::Numeric),
        ("at", Codec::Timestamp),
        ("data", Codec::Jsonb),
        ("note", Codec::Text),
    ]
    .map(|(name, codec)| ColumnJob::new(name, codec))
    .into()
}

fn encoder() -> Result<(), Box<dyn Error>> {
    let columns = columns();
    let mut values = vec![Value::Null; columns.len()];
    Measured.row(12_345, &mut values);
    for format in [Format::Binary, Format::Text, Format::Csv] {
        let started = Instant::now();
        let mut out = Vec::with_capacity(1 << 20);
        for _ in 0..1_000_000 {
            format.row(&columns, &values, &mut out)?;
            if out.len() > 1 << 18 {
                out.clear();
            }
        }
        let rate = 8.0 / started.elapsed().as_secs_f64();
        println!("{format:?}: {rate:.1} M values/s");
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    encoder()?;
    let Ok(url) = std::env::var("DATABASE_URL") else {
        return Ok(());
    };
    let mut numbers = std::env::args().skip(1);
    let rows: u64 = numbers.next().map_or(Ok(2_000_000), |it| it.parse())?;
    let jobs: usize = numbers.next().map_or(Ok(1), |it| it.parse())?;
    let config: tokio_postgres::Config = url.parse()?;
    for (mode, unlogged) in [
        (Mode::Append, false),
        (Mode::Append, true),
        (Mode::Replace, false),
    ] {
        let (client, connection) = config.connect(tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute(SCHEMA).await?;
        let started = Instant::now();
        let job = Job {
            emptied: Vec::new(),
            fingerprint: format!("{mode:?} {unlogged} {:?}", std::time::SystemTime::now()),
            tables: vec![TableJob {
                name: QualifiedName::new("public", "measured"),
                columns: columns(),
                rows,
                after: vec![],
                in_order: false,
                late: None,
            }],
        };
        let mut options = LoadOptions::new(mode);
        options.jobs = jobs;
        options.unlogged = unlogged;
        options.analyze = false;
        let connect = Arc::new(Plain(config.clone()));
        stagecraft_copy::load(connect, job, Arc::new(Measured), options, Arc::new(Silent)).await?;
        let seconds = started.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let rate = rows as f64 / seconds / 1e3;
        println!("{mode:?}, unlogged {unlogged}, {jobs} jobs: {seconds:.2} s, {rate:.0} k rows/s");
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        for line in status.lines().filter(|it| it.starts_with("VmHWM")) {
            println!("{line}");
        }
    }
    Ok(())
}
