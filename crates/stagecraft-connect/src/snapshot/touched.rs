//! What the open transaction has touched of what a snapshot holds.

use stagecraft_catalog::{Identity, Kind, Snapshot, Touched, touched_query};
use tokio_postgres::types::FromSql;
use tokio_postgres::{Error as DriverError, Row as Answer};

/// Returns the query of what was written and whether a snapshot leaves it out;
/// `$1` is the filter's patterns.
pub(super) fn written_query() -> String {
    format!(
        "select t.scope, t.oid, coalesce(
            case t.scope
                when 'r' then (
                    select n.nspname = 'pg_toast' or c.relpersistence = 't' or n.nspname like any ($1)
                    from pg_catalog.pg_class as c
                    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
                    where c.oid = t.oid
                )
                when 'p' then (
                    select n.nspname like any ($1)
                    from pg_catalog.pg_proc as p
                    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
                    where p.oid = t.oid
                )
                when 'n' then (
                    select n.nspname like any ($1)
                    from pg_catalog.pg_namespace as n where n.oid = t.oid
                )
            end, false)
         from ({}) as t (scope, oid)",
        touched_query()
    )
}

fn is_known(before: &Snapshot, oid: u32) -> bool {
    let identity = Identity { oid, part: 0 };
    Kind::ALL
        .iter()
        .any(|kind| before.identities.object(*kind, identity).is_some())
}

/// Reads the answers, without what no snapshot holds.
pub(super) fn of_answers(
    before: &Snapshot,
    touched: &[Answer],
    left: &[Answer],
    comments: Option<&Answer>,
    owners: Option<&Answer>,
) -> Result<Touched, DriverError> {
    fn list<'a, T: FromSql<'a>>(row: &'a Answer, column: usize) -> Result<Vec<T>, DriverError> {
        Ok(row
            .try_get::<_, Option<Vec<T>>>(column)?
            .unwrap_or_default())
    }
    let mut found = Touched::default();
    for row in touched {
        let scope: i8 = row.try_get(0)?;
        let oid: u32 = row.try_get(1)?;
        let is_left_out: bool = row.try_get(2)?;
        // What is left out now may have been there before.
        if is_left_out && !is_known(before, oid) {
            continue;
        }
        found.rows.push((char::from(scope.cast_unsigned()), oid));
    }
    for row in left {
        found.left.push((row.try_get(0)?, list(row, 1)?));
    }
    if let Some(row) = comments {
        let (oids, parts) = (list(row, 0)?, list(row, 1)?);
        found.comments = Some(oids.into_iter().zip(parts).collect());
    }
    if let Some(row) = owners {
        let sequences: Vec<u32> = list(row, 0)?;
        let columns = list(row, 1)?.into_iter().zip(list(row, 2)?);
        let columns = columns.map(|(oid, part)| Identity { oid, part });
        found.owners = Some(sequences.into_iter().zip(columns).collect());
    }
    Ok(found)
}
