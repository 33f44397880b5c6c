//! Rows that the rehearsal puts into tables, and takes out again where a
//! migration does not run because of them.

use std::collections::BTreeSet;

use stagecraft_apply::{Session, SqlFailure};
use stagecraft_catalog::{Action, Identity, Kind, MemberName, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::QualifiedName;
use stagecraft_proof::Prover;
use stagecraft_seed::{FillConfig, FillReport};

use super::actor::connect;
use super::blocked::contains_word;
use super::document::MigrationAct;
use super::error::Error;

/// Empties tables, and takes rows out of others that pointed at theirs.
const EMPTY: &str = include_str!("empty.sql");

/// Notes which rows were put into tables that had some before.
const ADDED: &str = include_str!("added.sql");

/// The transaction that comes next.
const NEXT: &str = "select pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text";

/// The server counts what a session has written with a delay of a second,
/// unless it is asked.
const COUNT_NOW: &str = "select pg_catalog.pg_stat_force_next_flush()";

/// What is done about rows that a migration does not run with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// The tables that the migration names get plain values.
    Plainer,
    /// The tables that the migration names are emptied.
    Fewer,
    /// Every table that the rehearsal filled is emptied.
    None,
}

/// Classes of SQLSTATEs that say what rows, not objects, are like.
const OF_ROWS: [&str; 5] = [
    "21", // cardinality violation
    "22", // data exception
    "23", // integrity constraint violation
    "54", // program limit exceeded, such as a value too long for an index
    "P0", // raised by a function
];

/// Returns whether a failure may be one of the rows that tables hold.
pub(super) fn is_of_rows(failure: &SqlFailure) -> bool {
    let sqlstate = failure.sqlstate.as_deref().unwrap_or("");
    OF_ROWS.iter().any(|it| sqlstate.starts_with(it))
}

impl Remedy {
    /// In the order in which they are tried: the more rows remain, the better.
    pub(super) const ALL: [Self; 3] = [Self::Plainer, Self::Fewer, Self::None];
}

/// The rows of a rehearsal.
pub(super) struct Rows {
    admin: tokio_postgres::Config,
    /// Not the session that migrations run in: a setting that was once made
    /// leaves a trace there.
    session: Session,
    /// Tables that had no rows before they were filled, by oid: a table may
    /// be renamed.
    filled: BTreeSet<u32>,
    /// Tables that had some.
    mixed: BTreeSet<u32>,
    /// Of all of them, those that get plain values only.
    plain: BTreeSet<u32>,
    /// Tables that could not be filled, with the reason.
    pub(super) short: Vec<String>,
}

impl Rows {
    /// Connects as `config` to fill tables; `admin` takes rows out of any.
    pub(super) async fn connect(
        config: &tokio_postgres::Config,
        admin: &tokio_postgres::Config,
    ) -> Result<Self, Error> {
        Ok(Self {
            admin: admin.clone(),
            session: connect(config).await?,
            filled: BTreeSet::new(),
            mixed: BTreeSet::new(),
            plain: BTreeSet::new(),
            short: Vec::new(),
        })
    }

    /// Connects again where a migration ended the connection.
    async fn reconnect(&mut self, config: &tokio_postgres::Config) -> Result<(), Error> {
        if self.session.client().is_closed() {
            self.session = connect(config).await?;
        }
        Ok(())
    }

    /// Gives rows to tables and columns that a migration has made, and to the
    /// tables that were emptied for it.
    pub(super) async fn fill(
        &mut self,
        config: &tokio_postgres::Config,
        prover: &mut Prover,
        act: &MigrationAct,
        emptied: &[QualifiedName],
    ) -> Result<(), Error> {
        self.reconnect(config).await?;
        let (mut tables, columns) = made(act, prover.snapshot());
        tables.extend(
            emptied
                .iter()
                .filter(|it| prover.snapshot().tables.contains(it))
                .cloned(),
        );
        if !columns.is_empty() {
            let client = self.session.client();
            let config = FillConfig::default();
            let report =
                stagecraft_seed::fill_columns(client, prover.snapshot(), &columns, &config).await?;
            self.note(prover, &report);
        }
        self.fill_tables(prover, &tables).await
    }

    async fn fill_tables(
        &mut self,
        prover: &mut Prover,
        tables: &[QualifiedName],
    ) -> Result<(), Error> {
        let next = self.session.client().query_typed(NEXT, &[]).await;
        let next = next.map_err(|source| Error::SandboxLost { source })?;
        let since: String = next.first().map(|it| it.get(0)).unwrap_or_default();
        let mut mixed = BTreeSet::new();
        let (plain, usual): (Vec<_>, Vec<_>) = tables
            .iter()
            .cloned()
            .partition(|it| oid(prover.snapshot(), it).is_some_and(|it| self.plain.contains(&it)));
        for (tables, edges) in [(plain, false), (usual, true)] {
            if tables.is_empty() {
                continue;
            }
            let client = self.session.client();
            let config = FillConfig {
                edges,
                ..FillConfig::default()
            };
            let report = stagecraft_seed::fill(client, prover.snapshot(), &tables, &config).await?;
            mixed.extend(self.note(prover, &report));
        }
        if !mixed.is_empty() {
            let sql = ADDED.replace("{since}", &since);
            self.as_admin(&sql.replace("{oids}", &list(&mixed))).await?;
            self.mixed.extend(mixed);
        }
        let counted = self.session.client().batch_execute(COUNT_NOW).await;
        counted.map_err(|source| Error::SandboxLost { source })
    }

    /// Takes note of what was filled; returns the tables that had rows before.
    fn note(&mut self, prover: &mut Prover, report: &FillReport) -> BTreeSet<u32> {
        let snapshot = prover.snapshot();
        let mut mixed = BTreeSet::new();
        for table in &report.tables {
            let added = table.written > 0 && table.columns.is_empty();
            let Some(oid) = oid(snapshot, &table.table).filter(|_| added) else {
                continue;
            };
            if table.found == 0 {
                self.filled.insert(oid);
            } else if !self.filled.contains(&oid) {
                mixed.insert(oid);
            }
        }
        self.short.extend(report.short().map(ToString::to_string));
        let tables: Vec<_> = report.tables.iter().map(|it| it.table.clone()).collect();
        // A trigger may write anywhere.
        let has_triggers = tables
            .iter()
            .any(|it| snapshot.triggers_of(it).next().is_some());
        prover.written(if has_triggers { None } else { Some(&tables) });
        mixed
    }

    /// Does something about the rows that a migration may not run with;
    /// returns the tables that it was done to.
    pub(super) async fn remedy(
        &mut self,
        remedy: Remedy,
        prover: &mut Prover,
        sql: &str,
    ) -> Result<Vec<QualifiedName>, Error> {
        let text = sql.to_lowercase();
        let snapshot = prover.snapshot();
        let oids: BTreeSet<u32> = snapshot
            .identities
            .of_kind(Kind::Table)
            .filter(|(_, it)| self.filled.contains(&it.oid) || self.mixed.contains(&it.oid))
            .filter(|(table, _)| {
                let name = QualifiedName::of_name(&table.name);
                remedy == Remedy::None
                    || name.is_some_and(|it| contains_word(&text, &it.name.as_str().to_lowercase()))
            })
            .map(|(_, it)| it.oid)
            .collect();
        let tables: Vec<_> = oids.iter().filter_map(|it| named(snapshot, *it)).collect();
        if tables.is_empty() {
            return Ok(tables);
        }
        self.empty(&oids).await?;
        prover.written(None);
        self.plain.extend(&oids);
        if remedy == Remedy::Plainer {
            self.fill_tables(prover, &tables).await?;
        }
        Ok(tables)
    }

    async fn empty(&self, oids: &BTreeSet<u32>) -> Result<(), Error> {
        let filled = oids.intersection(&self.filled).copied().collect();
        let mixed = oids.difference(&self.filled).copied().collect();
        let sql = EMPTY.replace("{oids}", &list(&filled));
        self.as_admin(&sql.replace("{mixed}", &list(&mixed))).await
    }

    async fn as_admin(&self, sql: &str) -> Result<(), Error> {
        let admin = connect(&self.admin).await?;
        for sql in [sql, COUNT_NOW] {
            admin
                .client()
                .batch_execute(sql)
                .await
                .map_err(|source| Error::SandboxLost { source })?;
        }
        Ok(())
    }
}

/// Writes oids as an array of the server.
fn list(oids: &BTreeSet<u32>) -> String {
    let oids: Vec<_> = oids.iter().map(ToString::to_string).collect();
    format!("{{{}}}", oids.join(","))
}

fn oid(snapshot: &Snapshot, table: &QualifiedName) -> Option<u32> {
    let object = ObjectId {
        kind: Kind::Table,
        name: table.clone().into(),
    };
    snapshot.identities.of(&object).map(|it| it.oid)
}

fn named(snapshot: &Snapshot, oid: u32) -> Option<QualifiedName> {
    let identity = Identity { oid, part: 0 };
    let object = snapshot.identities.object(Kind::Table, identity)?;
    QualifiedName::of_name(&object.name)
}

/// Returns the tables that a migration made, and the columns that it added to
/// others.
fn made(act: &MigrationAct, snapshot: &Snapshot) -> (Vec<QualifiedName>, Vec<MemberName>) {
    let mut tables = Vec::new();
    let mut columns = Vec::new();
    for change in &act.changes {
        if change.action != Action::Created {
            continue;
        }
        match change.kind {
            Kind::Table => tables.extend(QualifiedName::of_name(&change.name)),
            Kind::Column if change.part_of.is_none() => {
                let column = MemberName::of_name(&change.name);
                columns.extend(column.filter(|it| snapshot.tables.contains(&it.relation())));
            }
            _ => {}
        }
    }
    (tables, columns)
}
