//! Thousands of random values: the server reads binary and text alike.

use stagecraft_copy::encode::Format;
use stagecraft_copy::{Codec, ColumnJob, Value};

use super::copy;
use crate::databases::{self, texts};

const SCHEMA: &str = "
    create table random_binary (
        id bigint, n numeric, f8 float8, f4 float4, at timestamptz, day date, span interval, t time
    );
    create table random_text (like random_binary);";

/// A small generator whose numbers have all sizes.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number of any sign and size.
    fn sized(&mut self) -> i64 {
        let shift = self.next() % 64;
        self.next().cast_signed() >> shift
    }
}

fn row(id: i64, random: &mut Random) -> Vec<Value> {
    let units = (i128::from(random.sized()) << 60) ^ i128::from(random.sized());
    let units = units >> (random.next() % 100);
    let scale = u16::try_from(random.next() % 45).unwrap();
    let day = i32::try_from(random.sized() % 2_000_000).unwrap();
    vec![
        Value::Int(id),
        Value::Decimal { units, scale },
        Value::Float(f64::from_bits(random.next())),
        Value::Float(f32::from_bits(u32::try_from(random.next() >> 32).unwrap()).into()),
        Value::Timestamp(random.sized() % 200_000_000_000_000_000),
        Value::Date(day),
        Value::Interval {
            months: day % 1_000,
            days: i32::try_from(random.sized() % 100_000).unwrap(),
            micros: random.sized() / 4,
        },
        Value::Time(i64::try_from(random.next() % 86_400_000_001).unwrap()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn random_values_are_read_alike() {
    let columns: Vec<ColumnJob> = [
        ("id", Codec::Int8),
        ("n", Codec::Numeric),
        ("f8", Codec::Float8),
        ("f4", Codec::Float4),
        ("at", Codec::Timestamp),
        ("day", Codec::Date),
        ("span", Codec::Interval),
        ("t", Codec::Time),
    ]
    .map(|(name, codec)| ColumnJob::new(name, codec))
    .into();
    let mut random = Random(0x5eed);
    let rows: Vec<Vec<Value>> = (0..20_000).map(|id| row(id, &mut random)).collect();
    let major = stagecraft_testkit::majors()[0];
    let sandbox = stagecraft_testkit::sandbox(major).await;
    let (_, client) = databases::with(&sandbox, "random", SCHEMA).await;
    databases::run(&client, "set timezone = 'UTC'").await;
    copy(&client, "random_binary", Format::Binary, &columns, &rows).await;
    copy(&client, "random_text", Format::Text, &columns, &rows).await;
    let binary = texts(&client, "select t::text from random_binary t order by id").await;
    let text = texts(&client, "select t::text from random_text t order by id").await;
    for ((binary, text), row) in binary.iter().zip(&text).zip(&rows) {
        assert_eq!(binary, text, "{row:?}");
    }
    // Halfway between two floats the server prints a digit more than it needs.
    let sent = Format::Csv;
    let printed = "select concat_ws(',', id, n, '', '', at, day, span, t)
        from random_binary order by id";
    for (printed, row) in texts(&client, printed).await.iter().zip(&rows) {
        let mut row = row.clone();
        row[2..4].fill(Value::Null);
        let mut line = Vec::new();
        sent.row(&columns, &row, &mut line).unwrap();
        assert_eq!(std::str::from_utf8(&line).unwrap().trim_end(), printed);
    }
}
