//! Sequences of loaded columns, raised past what was loaded.

use std::sync::Arc;

use stagecraft_model::{Ident, quote_literal};
use tokio_postgres::Client;

use super::context::Context;
use crate::refusal::Place;
use crate::{Codec, Error, TableJob, greatest};

/// Sequences that a column owns, be it serial or identity; those that count
/// down are left alone.
const OWNED: &str = "
    select format('%I.%I', n.nspname, s.relname), a.attname::text
    from pg_depend d
    join pg_class s on s.oid = d.objid and s.relkind = 'S'
    join pg_namespace n on n.oid = s.relnamespace
    join pg_sequence q on q.seqrelid = s.oid and q.seqincrement > 0
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid = $1 and d.deptype in ('a', 'i')";

/// Raises sequences past the numbers that are going to be loaded: a trigger that
/// draws one meanwhile gets none of them.
pub(super) async fn reserve(client: &Client, context: &Arc<Context>) -> Result<(), Error> {
    for (at, table) in context.job.tables.iter().enumerate() {
        let owned = owned(client, context, at).await?;
        if owned.is_empty() {
            continue;
        }
        let greatest = greatest(context.rows.as_ref(), at, table);
        for (sequence, column) in owned {
            let place = table.columns.iter().position(|it| it.name == column);
            if let Some(most) = place.and_then(|it| *greatest.get(it)?) {
                raise_to(client, table, &sequence, &format!("{most}::bigint")).await?;
            }
        }
    }
    Ok(())
}

/// Raises sequences to the highest number that is there.
pub(super) async fn raise(client: &Client, context: &Arc<Context>) -> Result<(), Error> {
    for (at, table) in context.job.tables.iter().enumerate() {
        if table.rows == 0 {
            continue;
        }
        for (sequence, column) in owned(client, context, at).await? {
            // A text may be made of a sequence's numbers; its greatest is none.
            let whole = |it: &Codec| matches!(it, Codec::Int2 | Codec::Int4 | Codec::Int8);
            let mut columns = table.columns.iter().filter(|it| whole(&it.codec));
            if columns.any(|it| it.name == column) {
                let most = format!("(select max({column})::bigint from {})", table.name);
                raise_to(client, table, &sequence, &most).await?;
            }
        }
    }
    Ok(())
}

/// Returns the sequences that columns of a table own, each with its column.
async fn owned(
    client: &Client,
    context: &Arc<Context>,
    table: usize,
) -> Result<Vec<(String, Ident)>, Error> {
    let (Some(target), Some(table)) = (context.targets.get(table), context.job.tables.get(table))
    else {
        return Ok(Vec::new());
    };
    let fail = |error| Place::table(&table.name).fail(error);
    let rows = client.query(OWNED, &[&target.oid]).await.map_err(fail)?;
    rows.iter()
        .map(|row| {
            let column: String = row.try_get(1)?;
            Ok((row.try_get(0)?, Ident::new(column)))
        })
        .collect::<Result<_, _>>()
        .map_err(fail)
}

async fn raise_to(
    client: &Client,
    table: &TableJob,
    sequence: &str,
    most: &str,
) -> Result<(), Error> {
    let literal = quote_literal(sequence);
    let sql = format!(
        "select setval({literal}, m.most) \
         from (select {most} as most) as m cross join {sequence} as s \
         join pg_sequence q on q.seqrelid = {literal}::regclass \
         where m.most between q.seqmin and q.seqmax \
         and (m.most > s.last_value or (m.most = s.last_value and not s.is_called))"
    );
    let raised = client.execute(&sql, &[]).await;
    raised
        .map(|_| ())
        .map_err(|error| Place::table(&table.name).fail(error))
}
