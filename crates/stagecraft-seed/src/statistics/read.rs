//! Asking a server.

use stagecraft_catalog::Snapshot;
use stagecraft_model::{Ident, QualifiedName};
use tokio_postgres::Client;

use super::{ColumnStatistics, Statistics, StatisticsError, TableStatistics};
use crate::profile::tables_of_draft;

/// Names resolve to the server's own catalogs only, and none is written to.
const BEGIN: &str = "begin isolation level repeatable read, read only; \
                     set local search_path = pg_catalog";
const TABLES: &str = include_str!("tables.sql");
const COLUMNS: &str = include_str!("columns.sql");

impl Statistics {
    /// Reads what a server knows of tables, in a read-only transaction of its own.
    /// The client must not be in one.
    pub async fn read(client: &Client, tables: &[QualifiedName]) -> Result<Self, StatisticsError> {
        client.batch_execute(BEGIN).await?;
        let read = Self::read_within(client, tables).await;
        let ended = client.batch_execute("rollback").await;
        let statistics = read?;
        ended?;
        Ok(statistics)
    }

    /// Reads what a server knows of the tables that a draft has.
    pub async fn of(client: &Client, snapshot: &Snapshot) -> Result<Self, StatisticsError> {
        Self::read(client, &tables_of_draft(snapshot)).await
    }

    async fn read_within(
        client: &Client,
        tables: &[QualifiedName],
    ) -> Result<Self, StatisticsError> {
        let schemas: Vec<&str> = tables.iter().map(|it| it.schema.as_str()).collect();
        let names: Vec<&str> = tables.iter().map(|it| it.name.as_str()).collect();
        let mut statistics = Self::default();
        for row in client.query(TABLES, &[&schemas, &names]).await? {
            let name = QualifiedName::new(row.try_get::<_, &str>(0)?, row.try_get::<_, &str>(1)?);
            let rows: Option<i64> = row.try_get(2)?;
            let entry = TableStatistics {
                rows: rows.and_then(|it| u64::try_from(it).ok()),
                analyzed: row.try_get(3)?,
                columns: std::collections::BTreeMap::new(),
            };
            statistics.tables.insert(name, entry);
        }
        for row in client.query(COLUMNS, &[&schemas, &names]).await? {
            let name = QualifiedName::new(row.try_get::<_, &str>(0)?, row.try_get::<_, &str>(1)?);
            let labels: Option<Vec<String>> = row.try_get(5)?;
            let parts: Option<Vec<f32>> = row.try_get(6)?;
            let column = ColumnStatistics {
                null: f64::from(row.try_get::<_, f32>(3)?),
                distinct: f64::from(row.try_get::<_, f32>(4)?),
                labels: labels
                    .unwrap_or_default()
                    .into_iter()
                    .zip(parts.unwrap_or_default().into_iter().map(f64::from))
                    .collect(),
                bounds: row.try_get::<_, Option<_>>(7)?.unwrap_or_default(),
            };
            if let Some(table) = statistics.tables.get_mut(&name) {
                table
                    .columns
                    .insert(Ident::new(row.try_get::<_, &str>(2)?), column);
            }
        }
        Ok(statistics)
    }
}
