//! Bytes and errors that need no server.

use stagecraft_copy::encode::Format;
use stagecraft_copy::{Codec, ColumnJob, Value};

use super::edges::{decimal, text};

#[test]
fn a_vector_is_its_dimensions_and_big_endian_floats() {
    let columns = [ColumnJob::new("vector", Codec::Vector)];
    let mut bytes = Vec::new();
    let values = [Value::Vector(vec![1.0, -2.0])];
    Format::Binary.row(&columns, &values, &mut bytes).unwrap();
    let expected = [
        0, 1, 0, 0, 0, 12, 0, 2, 0, 0, 0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0,
    ];
    assert_eq!(bytes, expected);
}

#[test]
fn misfits_are_errors_with_the_columns_name() {
    let column = |codec| vec![ColumnJob::new("price", codec)];
    let mut said = Vec::new();
    let list = Codec::Array {
        element: Box::new(Codec::Int2),
        oid: 21,
    };
    let cases = [
        (Codec::Int4, Value::Int(1 << 40)),
        (Codec::Int4, text("1")),
        (Codec::Text, text("a\0")),
        (Codec::Float4, Value::Float(1e300)),
        (Codec::Time, Value::Time(-1)),
        (Codec::Money, decimal(1, 3)),
        (Codec::Numeric, Value::Float(1.5)),
        (list, Value::List(vec![Value::Int(40_000)])),
        (
            Codec::Range(Box::new(Codec::Date)),
            Value::Range(Some(Box::new((Some(Value::Int(1)), None)))),
        ),
    ];
    for (codec, value) in cases {
        let columns = column(codec);
        let mut out = Vec::new();
        let values = std::slice::from_ref(&value);
        let binary = Format::Binary.row(&columns, values, &mut out).unwrap_err();
        let text = Format::Text.row(&columns, values, &mut out).unwrap_err();
        assert_eq!(binary, text);
        said.push(binary.to_string());
    }
    let short = Format::Binary.row(&column(Codec::Bool), &[], &mut Vec::new());
    said.push(short.unwrap_err().to_string());
    insta::assert_snapshot!(said.join("\n"));
}
