//! What a dataset was made from, kept in the database that it was loaded into:
//! a load that was cut short goes on with it, and the rows can be made again
//! when the tables have long been full.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stagecraft_model::{QualifiedName, quote_literal};
use tokio_postgres::Client;

use crate::Error;
use crate::ask::rows;
use crate::dataset::{Existing, Grade, SeedConfig};

/// What a dataset was made from, beside schema and profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// How much was asked for.
    pub config: SeedConfig,
    /// What names the profile's text.
    pub profile: String,
    pub(crate) existing: Vec<(QualifiedName, Existing)>,
    pub(crate) grades: Vec<(QualifiedName, Grade)>,
    /// Columns that triggers set.
    pub(crate) rewritten: Vec<(QualifiedName, Vec<String>)>,
}

impl Inputs {
    /// Returns how many rows tables had before, those of the row filler included.
    pub fn rows_before(&self) -> BTreeMap<QualifiedName, u64> {
        let tables = self.existing.iter();
        tables.map(|(table, it)| (table.clone(), it.rows)).collect()
    }

    /// Returns the columns that triggers set, table by table.
    pub fn rewritten(&self) -> BTreeMap<QualifiedName, Vec<String>> {
        let tables = self.rewritten.iter().cloned();
        tables.collect()
    }
}

/// The schema of the journal, and the table of what was loaded.
const TABLE: &str = "create schema if not exists stagecraft_seed;
    create table if not exists stagecraft_seed.plans (
        fingerprint text primary key,
        inputs jsonb not null,
        begun_at timestamptz not null default now(),
        done_at timestamptz
    )";

/// Keeps what a dataset was made from, before any of it is loaded.
pub async fn remember(client: &Client, fingerprint: &str, inputs: &Inputs) -> Result<(), Error> {
    let text = serde_json::to_string(inputs).map_err(|source| Error::AnswerUnreadable {
        table: "stagecraft_seed.plans".to_owned(),
        source,
    })?;
    let sql = format!(
        "{TABLE}; insert into stagecraft_seed.plans (fingerprint, inputs) values ({}, {}) on conflict do nothing",
        quote_literal(fingerprint),
        quote_literal(&text)
    );
    rows(client, &sql).await.map(|_| ())
}

/// Notes that all of a dataset is loaded.
pub async fn complete(client: &Client, fingerprint: &str) -> Result<(), Error> {
    let sql = format!(
        "update stagecraft_seed.plans set done_at = now() where fingerprint = {}",
        quote_literal(fingerprint)
    );
    rows(client, &sql).await.map(|_| ())
}

/// Returns what the last dataset was made from: of one that is not all loaded,
/// if `open`; otherwise of the one that was loaded last.
pub async fn recall(client: &Client, open: bool) -> Result<Option<Inputs>, Error> {
    let there = rows(
        client,
        "select to_regclass('stagecraft_seed.plans') is not null",
    )
    .await?;
    if there.first().and_then(|it| it.get(0)) != Some("t") {
        return Ok(None);
    }
    let sql = format!(
        "select inputs from stagecraft_seed.plans where done_at is {} null order by begun_at desc limit 1",
        if open { "" } else { "not" }
    );
    let found = rows(client, &sql).await?;
    let Some(text) = found.first().and_then(|it| it.get(0)) else {
        return Ok(None);
    };
    serde_json::from_str(text)
        .map(Some)
        .map_err(|source| Error::AnswerUnreadable {
            table: "stagecraft_seed.plans".to_owned(),
            source,
        })
}

/// Takes the journal out of the database.
pub async fn forget(client: &Client) -> Result<(), Error> {
    rows(client, "drop schema if exists stagecraft_seed cascade")
        .await
        .map(|_| ())
}
