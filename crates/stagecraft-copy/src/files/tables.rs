//! One file for each table.

use std::path::Path;

use super::atomic::Draft;
use super::{Shard, Written};
use crate::encode::{Format, csv_header};
use crate::{Error, Job, Rows, TableJob, Value};

pub(super) fn write(
    folder: &Path,
    format: Format,
    job: &Job,
    rows: &dyn Rows,
    shard: Shard,
) -> Result<Vec<Written>, Error> {
    let mut files = Vec::new();
    for (place, table) in job.tables.iter().enumerate() {
        let extension = if format == Format::Csv { "csv" } else { "copy" };
        let name = shard.file_name(&stem(table), extension);
        let mut draft = Draft::create(folder, &name)?;
        if format == Format::Csv && shard.is_first() {
            csv_header(&table.columns, &mut draft.out);
        }
        let mut cursor = rows.cursor(place);
        let mut values = vec![Value::Null; table.columns.len()];
        for number in shard.of(table.rows) {
            cursor.row(number, &mut values);
            let row = format.row(&table.columns, &values, &mut draft.out);
            row.map_err(|source| Error::Unfit {
                table: table.name.to_string(),
                row: number,
                source,
            })?;
            draft.rows += 1;
            draft.settle()?;
        }
        files.push(draft.finish()?);
    }
    Ok(files)
}

/// Returns `schema.table` as a file's name: a name may hold anything, a dot or
/// a slash included.
fn stem(table: &TableJob) -> String {
    let part = |name: &str| -> String {
        let mut safe = String::new();
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') {
                safe.push(char::from(byte));
            } else {
                safe.push_str(&format!("%{byte:02X}"));
            }
        }
        safe
    };
    let name = &table.name;
    format!(
        "{}.{}",
        part(name.schema.as_str()),
        part(name.name.as_str())
    )
}
