//! Rows of one tenant that refer to another's, counted over every foreign key.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName, quote_literal};
use tokio_postgres::Client;

use crate::Error;
use crate::ask::rows;
use crate::dataset::Dataset;

/// What a foreign key was found to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crossing {
    /// The table.
    pub table: QualifiedName,
    /// The foreign key.
    pub key: Ident,
    /// What it points at.
    pub parent: QualifiedName,
    /// How many rows point at something.
    pub rows: u64,
    /// How many of them point at a row of another tenant. Whose a person is that
    /// no key ties to a tenant is what the dataset says; of tenants and people
    /// that triggers made nothing is known, and nothing counted.
    pub crossing: u64,
}

/// Counts, by query, which rows point at another tenant's: every foreign key
/// between tables whose rows belong to tenants.
pub async fn crossings(client: &Client, dataset: &Dataset) -> Result<Vec<Crossing>, Error> {
    let mut found = Vec::new();
    let members = dataset.belonging();
    let list: Vec<_> = members
        .iter()
        .map(|(table, key, tenant)| {
            format!(
                "({}, {}, {})",
                quote_literal(&table.to_string()),
                quote_literal(key),
                quote_literal(tenant)
            )
        })
        .collect();
    let mut sql = "drop table if exists pg_temp.seed_people;
        create temporary table seed_people (of text, key text, tenant text)"
        .to_owned();
    for part in list.chunks(1_000) {
        sql.push_str("; insert into pg_temp.seed_people values ");
        sql.push_str(&part.join(", "));
    }
    sql.push_str("; create index on pg_temp.seed_people (of, key); analyze pg_temp.seed_people");
    rows(client, &sql).await?;
    for (table, key, parent, sql) in dataset.crossing_queries() {
        let answer = rows(client, &sql).await?;
        let number = |at: usize| {
            let row = answer.first();
            row.and_then(|it| it.get(at)?.parse::<u64>().ok())
                .unwrap_or(0)
        };
        found.push(Crossing {
            table,
            key,
            parent,
            rows: number(0),
            crossing: number(1),
        });
    }
    rows(client, "drop table pg_temp.seed_people").await?;
    Ok(found)
}
