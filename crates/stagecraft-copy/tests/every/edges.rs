//! A table with a column for every codec, and edge values for each.

use stagecraft_copy::{Codec, ColumnJob, Value};

pub(crate) const SCHEMA: &str = "
    create extension if not exists citext; create extension if not exists vector;
    create type mood as enum ('sad', 'o''k, \"\\');
    create domain positive as int check (value > 0);
    create table every_binary (
        bool bool, int2 int2, int4 int4, int8 int8, oid oid, float4 float4, float8 float8,
        numeric numeric, scaled numeric(30, 10), money money, text text, chars char(5),
        citext citext, mood mood, json json, jsonb jsonb, bytea bytea, uuid uuid, date date,
        time time, timestamp timestamp, timestamptz timestamptz, \"interval\" interval,
        vector vector, ints int4[], texts text[], moments timestamptz[], int4range int4range,
        numrange numrange, tstzrange tstzrange, daterange daterange, domain positive
    );
    create table every_text (like every_binary);
    create table every_csv (like every_binary);
    create table every_insert (like every_binary);";

pub(crate) fn columns() -> Vec<ColumnJob> {
    let array = |element, oid| Codec::Array {
        element: Box::new(element),
        oid,
    };
    let range = |bound| Codec::Range(Box::new(bound));
    let columns = [
        ("bool", Codec::Bool),
        ("int2", Codec::Int2),
        ("int4", Codec::Int4),
        ("int8", Codec::Int8),
        ("oid", Codec::Oid),
        ("float4", Codec::Float4),
        ("float8", Codec::Float8),
        ("numeric", Codec::Numeric),
        ("scaled", Codec::Numeric),
        ("money", Codec::Money),
        ("text", Codec::Text),
        ("chars", Codec::Text),
        ("citext", Codec::Text),
        ("mood", Codec::Text),
        ("json", Codec::Text),
        ("jsonb", Codec::Jsonb),
        ("bytea", Codec::Bytea),
        ("uuid", Codec::Uuid),
        ("date", Codec::Date),
        ("time", Codec::Time),
        ("timestamp", Codec::Timestamp),
        ("timestamptz", Codec::Timestamp),
        ("interval", Codec::Interval),
        ("vector", Codec::Vector),
        ("ints", array(Codec::Int4, 23)),
        ("texts", array(Codec::Text, 25)),
        ("moments", array(Codec::Timestamp, 1184)),
        ("int4range", range(Codec::Int4)),
        ("numrange", range(Codec::Numeric)),
        ("tstzrange", range(Codec::Timestamp)),
        ("daterange", range(Codec::Date)),
        ("domain", Codec::Int4),
    ];
    columns
        .map(|(name, codec)| ColumnJob::new(name, codec))
        .into()
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn decimal(units: i128, scale: u16) -> Value {
    Value::Decimal { units, scale }
}

/// Edge values of a column; each stands in a row of its own.
pub(crate) fn edges(column: &ColumnJob) -> Vec<Value> {
    let strange = [
        "",
        " ",
        "plain",
        "tab\tnew\nreturn\rend",
        "back\\slash",
        "\\.",
        "\\N",
        "NULL",
        "null",
        "'quote' \"double\"",
        "a,b{c}d",
        "(x,y]",
        "🎭 ünï",
        " edges ",
        "\u{b}\u{c}\u{8}",
    ];
    let day = 86_400_000_000_i64;
    match (&column.codec, column.name.as_str()) {
        (Codec::Bool, _) => vec![Value::Bool(true), Value::Bool(false)],
        (_, "domain") => vec![Value::Int(1)],
        (Codec::Int2, _) => [i16::MIN, -1, 0, i16::MAX]
            .map(|it| Value::Int(it.into()))
            .into(),
        (Codec::Int4, _) => [i32::MIN, -1, 0, i32::MAX]
            .map(|it| Value::Int(it.into()))
            .into(),
        (Codec::Int8, _) => [i64::MIN, -1, 0, i64::MAX].map(Value::Int).into(),
        (Codec::Oid, _) => [0, 4_294_967_295].map(Value::Int).into(),
        (Codec::Float4 | Codec::Float8, name) => {
            let mut values = vec![
                0.0,
                -0.0,
                1.0,
                -1.5,
                0.1,
                0.0001,
                0.000_01,
                123_456.0,
                1_234_567.0,
                1e14,
                1e15,
                -9.875e22,
                3e-30,
                f64::NAN,
                f64::INFINITY,
                f64::NEG_INFINITY,
                100.0,
                1e-4,
                12.5e-5,
            ];
            if name == "float8" {
                values.extend([f64::MAX, f64::MIN_POSITIVE, 5e-324, 0.1 + 0.2]);
            } else {
                values.extend([f64::from(f32::MAX), f64::from(f32::MIN_POSITIVE), 1e-45]);
            }
            values.into_iter().map(Value::Float).collect()
        }
        (Codec::Numeric, "numeric") => vec![
            decimal(0, 0),
            decimal(0, 5),
            decimal(1, 4),
            decimal(-1, 4),
            decimal(1, 5),
            decimal(10_000, 0),
            decimal(100_000_000, 4),
            decimal(12_345_678, 3),
            decimal(-150, 2),
            decimal(i128::MAX, 0),
            decimal(i128::MIN, 1),
            decimal(i128::MAX, 38),
            decimal(7, 1000),
            decimal(120_000, 6),
            Value::Int(i64::MIN),
            Value::Float(f64::NAN),
            Value::Float(f64::INFINITY),
            Value::Float(f64::NEG_INFINITY),
        ],
        (Codec::Numeric, _) => vec![decimal(0, 0), decimal(123_456_789, 10), decimal(5, 11)],
        (Codec::Money, _) => vec![
            decimal(0, 2),
            decimal(-5, 2),
            decimal(i128::from(i64::MAX), 2),
            decimal(3, 0),
            decimal(12_300, 4),
        ],
        (Codec::Text, "chars") => ["", "ab", "ab   "].map(text).into(),
        (Codec::Text, "mood") => ["sad", "o'k, \"\\"].map(text).into(),
        (Codec::Text, "json") | (Codec::Jsonb, _) => {
            ["{}", "{\"a\\\\\": [1, \"\\n\\\"'\"]}", "null", "\"\\t\""]
                .map(text)
                .into()
        }
        (Codec::Text, _) => strange.map(text).into(),
        (Codec::Bytea, _) => vec![Value::Bytes(vec![]), Value::Bytes((0..=255).collect())],
        (Codec::Uuid, _) => [0, u128::MAX, 0x1234_5678].map(Value::Uuid).into(),
        (Codec::Date, _) => vec![
            Value::Date(0),
            Value::Date(-1),
            Value::Date(-730_120),
            Value::Date(-730_119),
            Value::Date(2_921_939),
            Value::Date(-2_451_545),
            Value::Date(i32::MAX),
            Value::Date(i32::MIN),
            Value::Date(59),
            Value::Date(60),
            Value::Date(36_583),
            Value::Date(2_145_031_948),
        ],
        (Codec::Time, _) => [0, 1, 86_399_999_999, day, 3_600_000_000]
            .map(Value::Time)
            .into(),
        (Codec::Timestamp, _) => [
            0,
            -1,
            1,
            500_000,
            -730_120 * day + 1,
            2_921_939 * day + day - 1,
            i64::MAX,
            i64::MIN,
            -2_451_545 * day,
        ]
        .map(Value::Timestamp)
        .into(),
        (Codec::Interval, _) => [
            (0, 0, 0),
            (1, 1, 1),
            (-1, 2, -3),
            (14, -1, 3_600_000_000),
            (0, 0, -1_500_000),
            (-25, 0, 90_061_000_000),
            (1, 0, 0),
            (0, 1, 0),
            (12, 0, 0),
            (i32::MAX, i32::MIN, 5),
        ]
        .map(|(months, days, micros)| Value::Interval {
            months,
            days,
            micros,
        })
        .into(),
        (Codec::Vector, _) => vec![
            Value::Vector(vec![1.0, -0.5, 1e-20]),
            Value::Vector(vec![0.1; 100]),
        ],
        (Codec::Array { .. }, "ints") => vec![
            Value::List(vec![]),
            Value::List(vec![Value::Int(1), Value::Null, Value::Int(-2)]),
            Value::List(vec![Value::Null]),
        ],
        (Codec::Array { .. }, "texts") => {
            let mut all: Vec<Value> = strange.map(text).into();
            all.push(Value::Null);
            vec![Value::List(all)]
        }
        (Codec::Array { .. }, _) => {
            vec![Value::List([0, -1, i64::MAX].map(Value::Timestamp).into())]
        }
        (Codec::Range(bound), _) => {
            let (low, high) = match **bound {
                Codec::Int4 => (Value::Int(-3), Value::Int(9)),
                Codec::Numeric => (decimal(-15, 1), decimal(1, 4)),
                Codec::Date => (Value::Date(0), Value::Date(31)),
                _ => (Value::Timestamp(0), Value::Timestamp(day)),
            };
            let range = |low, high| Value::Range(Some(Box::new((low, high))));
            vec![
                Value::Range(None),
                range(None, None),
                range(Some(low.clone()), None),
                range(None, Some(high.clone())),
                range(Some(low.clone()), Some(low.clone())),
                range(Some(low), Some(high)),
            ]
        }
        (Codec::Other, _) => Vec::new(),
    }
}
