//! What the database says of the job's tables, before and after.

use std::sync::Arc;

use tokio_postgres::Client;

use super::context::Context;
use super::copy;
use crate::encode::Format;
use crate::refusal::Place;
use crate::{Codec, Error, Job, TableJob};

/// A table as the database has it.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) oid: u32,
    /// The root of its partition tree: itself, mostly.
    pub(super) root: u32,
    pub(super) partitioned: bool,
    pub(super) partition: bool,
    pub(super) unlogged: bool,
    /// How rows are sent: as text where the database's `vector` is a stand-in
    /// that knows no binary form.
    pub(super) format: Format,
}

impl Target {
    /// Returns whether it has nothing to do with partitions.
    pub(super) fn plain(&self) -> bool {
        !self.partitioned && !self.partition
    }

    /// Returns how TRUNCATE and LOCK name it: a parent's own rows only, unless
    /// it has none.
    pub(super) fn only(&self) -> &'static str {
        if self.partitioned { "" } else { "only " }
    }
}

const LOOK: &str = "
    select c.oid, coalesce(pg_partition_root(c.oid)::oid, c.oid), c.relkind = 'p',
        c.relispartition, c.relpersistence = 'u', row_security_active(c.oid),
        current_user::text
    from unnest($1::text[], $2::text[]) with ordinality as wanted (schema, name, place)
    left join pg_namespace n on n.nspname = wanted.schema
    left join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name
        and c.relkind in ('r', 'p')
    order by wanted.place";

/// Finds every table, and refuses what COPY would refuse later.
pub(super) async fn look(client: &Client, job: &Job) -> Result<Vec<Target>, Error> {
    let place = Place::table(&"the catalog");
    let fail = |error| place.fail(error);
    let names = |pick: fn(&TableJob) -> &str| -> Vec<String> {
        job.tables.iter().map(|it| pick(it).to_owned()).collect()
    };
    let schemas = names(|it| it.name.schema.as_str());
    let tables = names(|it| it.name.name.as_str());
    let found = client.query(LOOK, &[&schemas, &tables]).await;
    let mut targets = Vec::new();
    for (table, row) in job.tables.iter().zip(found.map_err(fail)?) {
        let oid: Option<u32> = row.try_get(0).map_err(fail)?;
        let Some(oid) = oid else {
            return Err(Error::TableMissing {
                table: table.name.to_string(),
            });
        };
        if row.try_get(5).map_err(fail)? {
            return Err(Error::RowSecurity {
                table: table.name.to_string(),
                role: row.try_get(6).map_err(fail)?,
            });
        }
        targets.push(Target {
            oid,
            root: row.try_get(1).map_err(fail)?,
            partitioned: row.try_get(2).map_err(fail)?,
            partition: row.try_get(3).map_err(fail)?,
            unlogged: row.try_get(4).map_err(fail)?,
            format: format(client, table, oid).await?,
        });
    }
    Ok(targets)
}

const STAND_INS: &str = "
    select exists (
        select from pg_attribute a join pg_type t on t.oid = a.atttypid
        join pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
        where a.attrelid = $1 and a.attname = any ($2)
            and not exists (
                select from pg_proc p join pg_language l on l.oid = p.prolang
                where p.oid = b.typreceive and p.proname = 'vector_recv' and l.lanname = 'c'
            )
    )";

async fn format(client: &Client, table: &TableJob, oid: u32) -> Result<Format, Error> {
    let vectors = table.columns.iter().filter(|it| it.codec == Codec::Vector);
    let vectors: Vec<&str> = vectors.map(|it| it.name.as_str()).collect();
    if vectors.is_empty() || table.format() == Format::Text {
        return Ok(table.format());
    }
    let fail = |error| Place::table(&table.name).fail(error);
    let row = client.query_one(STAND_INS, &[&oid, &vectors]).await;
    let stand_in: bool = row.and_then(|it| it.try_get(0)).map_err(fail)?;
    Ok(if stand_in {
        Format::Text
    } else {
        Format::Binary
    })
}

/// Gathers the planner's statistics of every table that got rows.
pub(super) async fn analyze(client: &Client, context: &Arc<Context>) -> Result<(), Error> {
    for table in context.job.tables.iter().filter(|it| it.rows > 0) {
        let sql = format!("analyze {}", table.name);
        copy::run(client, &sql, Place::table(&table.name)).await?;
    }
    Ok(())
}
