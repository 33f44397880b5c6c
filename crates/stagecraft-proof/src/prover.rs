//! One migration after another, each with the proof of its way back.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use stagecraft_apply::{FileReport, FileRun, Limits, Session};
use stagecraft_catalog::{Change, Filter, Snapshot};
use stagecraft_connect::snapshot::{ChangeReader, read};
use stagecraft_model::{Ident, QualifiedName};
use stagecraft_plan::{Mode, PlannedRollback};
use stagecraft_rollback::Statement;
use stagecraft_rollback::keep::{KeepSql, SCHEMA};

use crate::Error;
use crate::compare::Contents;
use crate::document::MigrationProof;

/// How to prove.
#[derive(Debug, Clone, Copy)]
pub struct ProofConfig {
    /// Whether ways back are proven at all, or migrations only applied.
    pub prove: bool,
    /// Whether a row of the Supabase CLI's history is written with each.
    pub history: bool,
    /// What a statement may cost.
    pub limits: Limits,
}

/// The project's own way back.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// As planned.
    pub planned: &'a PlannedRollback,
    /// The text.
    pub sql: &'a str,
}

/// What was seen of one migration.
#[derive(Debug, Clone)]
pub struct Migrated {
    /// How it ran.
    pub report: FileReport,
    /// The catalog before it.
    pub before: Snapshot,
    /// The catalog after it; the same when it failed.
    pub after: Snapshot,
    /// What it changed.
    pub changes: Vec<Change>,
    /// The proof of its way back, when it ran.
    pub proof: Option<MigrationProof>,
    /// The generated way back.
    pub statements: Vec<Statement>,
    /// What keeps the rows that it would destroy.
    pub keep: KeepSql,
}

/// Applies migrations to a database of its own and proves their ways back.
pub struct Prover {
    pub(crate) session: Session,
    pub(crate) reader: ChangeReader,
    pub(crate) filter: Filter,
    pub(crate) role: Ident,
    pub(crate) config: ProofConfig,
    pub(crate) snapshot: Snapshot,
    pub(crate) contents: Contents,
    /// Tables whose fingerprint has to be computed again.
    pub(crate) dirty: BTreeSet<QualifiedName>,
    /// How often each table has been written to, as far as the server counts.
    pub(crate) counts: BTreeMap<u32, i64>,
    /// Whether somebody else may have written to any table.
    pub(crate) uncertain: bool,
    /// Tables that the snapshot leaves out.
    pub(crate) left_out: BTreeSet<u32>,
}

impl Prover {
    /// Reads the database that the session is connected to.
    pub async fn start(session: Session, config: ProofConfig) -> Result<Self, Error> {
        let filter = Filter::default();
        let client = session.client();
        if config.prove {
            client.batch_execute(&ready()).await.map_err(Error::Lost)?;
        }
        let reader = ChangeReader::prepare(client, filter.clone()).await?;
        let snapshot = read(client, &filter).await?;
        let row = client
            .query_typed("select session_user::text", &[])
            .await
            .map_err(Error::Lost)?;
        let role = row.first().map_or("postgres", |row| row.get(0)).into();
        let dirty = snapshot.tables.names().cloned().collect();
        Ok(Self {
            session,
            reader,
            filter,
            role,
            config,
            snapshot,
            contents: Contents::new(),
            dirty,
            counts: BTreeMap::new(),
            uncertain: false,
            left_out: BTreeSet::new(),
        })
    }

    /// Gives the session back.
    pub fn into_session(self) -> Session {
        self.session
    }

    /// Returns the session that migrations run in.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Returns the catalog as it is.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Says that somebody has written to tables, or to any when `None`.
    pub fn written(&mut self, tables: Option<&[QualifiedName]>) {
        match tables {
            Some(tables) => self.dirty.extend(tables.iter().cloned()),
            None => self.uncertain = true,
        }
    }

    /// Says that any table may hold anything.
    pub(crate) fn all_written(&mut self) {
        self.dirty.extend(self.snapshot.tables.names().cloned());
    }

    /// Applies one migration and proves its ways back.
    pub async fn migrate(
        &mut self,
        run: FileRun<'_>,
        own: Option<Own<'_>>,
    ) -> Result<Migrated, Error> {
        self.session.take_notices();
        if run.migration.mode == Mode::Transaction {
            self.in_transaction(run, own).await
        } else {
            Box::pin(self.one_by_one(run, own)).await
        }
    }
}

/// A schema that is made makes the server plan every prepared statement anew:
/// the one of what is kept and the one of temporary tables are made for good.
fn ready() -> String {
    format!(
        "create schema if not exists {SCHEMA}; \
         create temporary table stagecraft_ready (it text); drop table stagecraft_ready"
    )
}

pub(crate) fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}
