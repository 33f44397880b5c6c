//! Sequences, out of the way of the rows that are tried.

use stagecraft_copy::{Job, Rows as _, Value};
use stagecraft_model::quote_literal;
use tokio_postgres::Client;

use crate::Error;
use crate::dataset::Dataset;

/// Sets the sequences of columns that get numbers past these, so that a trigger
/// that draws one gets another. A restart is undone with the transaction, which
/// `setval` is not. Sequences of somebody else's are left as they are.
pub(super) async fn restart(client: &Client, dataset: &Dataset, job: &Job) -> Result<(), Error> {
    let mut calls = Vec::new();
    for (place, table) in job.tables.iter().enumerate() {
        let Some(last) = table.rows.checked_sub(1) else {
            continue;
        };
        let mut cursor = dataset.cursor(place);
        let mut values = vec![Value::Null; table.columns.len()];
        let mut most = vec![0_i64; table.columns.len()];
        for number in [0, last] {
            cursor.row(number, &mut values);
            for (most, value) in most.iter_mut().zip(&values) {
                if let Value::Int(it) = value {
                    *most = (*most).max(*it);
                }
            }
        }
        for column in dataset.counted(place) {
            let at = table.columns.iter().position(|it| it.name == column);
            if let Some(most) = at.and_then(|it| most.get(it)).filter(|it| **it > 0) {
                calls.push(format!(
                    "begin
                        s := pg_get_serial_sequence({}, {});
                        if s is not null then
                            execute format('alter sequence %s restart with %s', s, {most} + 1);
                        end if;
                    exception when insufficient_privilege or invalid_parameter_value then
                        null;
                    end;",
                    quote_literal(&table.name.to_string()),
                    quote_literal(column.as_str()),
                ));
            }
        }
    }
    if calls.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "do $restart$ declare s text; begin {} end $restart$",
        calls.concat()
    );
    let done = client.batch_execute(&sql).await;
    done.map_err(|source| Error::of(source, "the restart of sequences"))
}
