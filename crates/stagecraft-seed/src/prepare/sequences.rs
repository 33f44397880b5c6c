//! Sequences, out of the way of the rows that are tried.

use stagecraft_copy::{Job, greatest};
use stagecraft_model::quote_literal;
use tokio_postgres::Client;

use crate::Error;
use crate::ask::run;
use crate::dataset::Dataset;

/// Sets the sequences of columns that get numbers past these, so that a trigger
/// that draws one gets another. A restart is undone with the transaction, which
/// `setval` is not. Sequences of somebody else's are left as they are.
pub(super) async fn restart(client: &Client, dataset: &Dataset, job: &Job) -> Result<(), Error> {
    let mut calls = Vec::new();
    for (place, table) in job.tables.iter().enumerate() {
        let greatest = greatest(dataset, place, table);
        for column in dataset.counted(place) {
            let at = table.columns.iter().position(|it| it.name == column);
            if let Some(most) = at.and_then(|it| *greatest.get(it)?) {
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
    run(client, &sql).await
}
