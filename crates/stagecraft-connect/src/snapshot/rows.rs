//! Rows of the catalog's queries, as the driver has them.

use serde_json::{Map, Value};
use stagecraft_catalog::{DependencyRow, Identity, Kind, Row};
use tokio_postgres::types::Type;
use tokio_postgres::{Error as DriverError, Row as Answer};

use super::SnapshotError;

/// Reads the objects of a kind.
pub(super) fn objects(kind: Kind, answer: &[Answer]) -> Result<Vec<(Kind, Row)>, SnapshotError> {
    let mut rows = Vec::with_capacity(answer.len());
    for row in answer {
        let identity = Identity {
            oid: row.try_get(0).map_err(SnapshotError::Connection)?,
            part: row.try_get(1).map_err(SnapshotError::Connection)?,
        };
        let object = object(row).map_err(SnapshotError::Connection)?;
        rows.push((kind, Row { identity, object }));
    }
    Ok(rows)
}

/// Reads dependencies.
pub(super) fn dependencies(answer: &[Answer]) -> Result<Vec<DependencyRow>, SnapshotError> {
    let row = |row: &Answer| {
        Ok(DependencyRow {
            source: (row.try_get(0)?, row.try_get(1)?),
            dependent: (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?),
            on: (row.try_get(5)?, row.try_get(6)?, row.try_get(7)?),
            automatic: row.try_get(8)?,
        })
    };
    answer
        .iter()
        .map(row)
        .collect::<Result<_, DriverError>>()
        .map_err(SnapshotError::Connection)
}

/// Returns the columns behind the identity, without what is null or
/// false: absent means that.
fn object(row: &Answer) -> Result<Map<String, Value>, DriverError> {
    let mut object = Map::new();
    for (n, column) in row.columns().iter().enumerate().skip(2) {
        let value = match *column.type_() {
            Type::BOOL => row
                .try_get::<_, Option<bool>>(n)?
                .filter(|it| *it)
                .map(Value::from),
            Type::INT2 => row.try_get::<_, Option<i16>>(n)?.map(Value::from),
            Type::INT4 => row.try_get::<_, Option<i32>>(n)?.map(Value::from),
            Type::INT8 => row.try_get::<_, Option<i64>>(n)?.map(Value::from),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(n)?.map(Value::from),
            Type::CHAR => row.try_get::<_, Option<i8>>(n)?.map(letter),
            Type::TEXT_ARRAY | Type::NAME_ARRAY => {
                row.try_get::<_, Option<Vec<String>>>(n)?.map(Value::from)
            }
            Type::JSON => row.try_get::<_, Option<Value>>(n)?,
            _ => row.try_get::<_, Option<String>>(n)?.map(Value::from),
        };
        if let Some(value) = value {
            object.insert(column.name().to_owned(), value);
        }
    }
    Ok(object)
}

/// Writes a `"char"` as text.
fn letter(code: i8) -> Value {
    Value::from(char::from(code.cast_unsigned()).to_string())
}
