//! One migration after another, each with the proof of its way back.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use stagecraft_apply::{
    Around, FileOutcome, FileReport, FileRun, Limits, Script, Session, SqlFailure, begin, commit,
    play,
};
use stagecraft_catalog::{Change, Filter, Identity, Kind, Object, ObjectKey as _, Snapshot, diff};
use stagecraft_connect::content::{self, Fingerprint};
use stagecraft_connect::snapshot::{ChangeReader, read};
use stagecraft_model::{Ident, QualifiedName};
use stagecraft_plan::{Mode, PlannedRollback, dropped_tables, only_inserts};
use stagecraft_rollback::keep::{self, KeepSql, Kept, Observed, Strategy};
use stagecraft_rollback::{Statement, Way};

use crate::Error;
use crate::compare::compare;
use crate::document::{Grade, MigrationProof, WayProof};
use crate::observe::Locks;
use crate::varying::Varying;
use crate::way::{Taken, take};

/// A way of keeping is tried, and another when it does not give back what was.
const ATTEMPTS: usize = 6;

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
    contents: BTreeMap<QualifiedName, Fingerprint>,
    /// Tables whose fingerprint has to be computed again.
    dirty: BTreeSet<QualifiedName>,
    /// How often each table has been written to, as far as the server counts.
    counts: BTreeMap<u32, i64>,
    /// Whether somebody else may have written to any table.
    uncertain: bool,
    /// Tables that the snapshot leaves out.
    left_out: BTreeSet<u32>,
}

/// What one attempt at a migration came to.
enum Attempt {
    /// It is committed.
    Done(Box<Migrated>),
    /// It has to be run again with these kept.
    Again(Kept),
    /// It failed by itself, or with what runs around it.
    Failed(Box<FileReport>),
}

impl Prover {
    /// Reads the database that the session is connected to.
    pub async fn start(session: Session, config: ProofConfig) -> Result<Self, Error> {
        let filter = Filter::default();
        let client = session.client();
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
            contents: BTreeMap::new(),
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
            self.one_by_one(run, own).await
        }
    }

    async fn in_transaction(
        &mut self,
        run: FileRun<'_>,
        own: Option<Own<'_>>,
    ) -> Result<Migrated, Error> {
        let started = Instant::now();
        // The server's counts of a transaction hold what was not reported
        // before it.
        self.session
            .client()
            .batch_execute("select pg_catalog.pg_stat_force_next_flush()")
            .await
            .map_err(Error::Lost)?;
        if self.config.prove {
            self.refresh_contents().await?;
        }
        let before = self.snapshot.clone();
        let client = self.session.client();
        let positions = if self.config.prove {
            content::positions(client, &before).await?
        } else {
            BTreeMap::new()
        };
        let statements = &run.migration.statements;
        let mut trial = Trial {
            observed: Observed {
                version: run.migration.version.clone(),
                drops: dropped_tables(statements, run.sql),
                only_inserts: only_inserts(statements, run.sql),
                ..Observed::default()
            },
            kept: Kept {
                version: run.migration.version.clone(),
                ..Kept::default()
            },
            left: None,
            varying: None,
            positions,
            left_at: BTreeMap::new(),
            number: 0,
        };
        loop {
            trial.number += 1;
            match self.attempt(run, own, &before, &mut trial).await? {
                Attempt::Done(mut migrated) => {
                    migrated.report.elapsed_us = micros(started);
                    migrated.report.notices = self.session.take_notices();
                    return Ok(*migrated);
                }
                Attempt::Again(kept) => trial.kept = kept,
                Attempt::Failed(mut report) => {
                    report.elapsed_us = micros(started);
                    report.notices = self.session.take_notices();
                    return Ok(Migrated {
                        report: *report,
                        after: before.clone(),
                        before,
                        changes: Vec::new(),
                        proof: None,
                        statements: Vec::new(),
                        keep: KeepSql::default(),
                    });
                }
            }
        }
    }

    /// Runs the migration with what is kept, proves, and commits; or finds out
    /// what else has to be kept, and rolls back.
    async fn attempt(
        &mut self,
        run: FileRun<'_>,
        own: Option<Own<'_>>,
        before: &Snapshot,
        trial: &mut Trial,
    ) -> Result<Attempt, Error> {
        let client = self.session.client();
        let keep = match &trial.left {
            Some(left) => keep::around(&trial.kept, before, left),
            None => KeepSql::default(),
        };
        let around = Around {
            before: keep.before.clone(),
            instead: keep.instead.iter().cloned().collect(),
            after: keep.after.clone(),
        };
        let script = Script {
            around: &around,
            ..run.script()
        };
        let mut report = FileReport::refused();
        let ended = match begin(&self.session).await {
            Ok(()) => {
                let (statements, ended) = play(&self.session, script, self.config.limits).await;
                report.statements = statements;
                ended
            }
            Err(failure) => Err(failure),
        };
        if let Err(failure) = ended {
            self.roll_back(&trial.positions, before).await?;
            if trial.left.is_some() {
                // It ran before: what is kept stands in its way.
                return Ok(Attempt::Again(trial.less(before)));
            }
            report.outcome = FileOutcome::Failed;
            report.failure = Some(failure);
            return Ok(Attempt::Failed(Box::new(report)));
        }
        let after = self.reader.read(client, before).await?;
        let locks = Locks::read(client).await?;
        let mut proof = None;
        let mut statements = Vec::new();
        if self.config.prove {
            trial.left_at = content::positions(client, &after).await?;
            if trial.left.is_some() {
                if trial.leads_elsewhere(&after) && trial.can_go_on() {
                    self.roll_back(&trial.positions, before).await?;
                    self.find_varying(run, before, trial).await?;
                    if trial.leads_elsewhere(&after) {
                        return Ok(Attempt::Again(trial.less(before)));
                    }
                    return Ok(Attempt::Again(trial.kept.clone()));
                }
            } else {
                let is_truncating = statements_of(run).any(|it| it == "truncate");
                trial.observe(&locks, before, is_truncating);
                trial.left = Some(after.clone());
                let kept = keep::decide(before, &after, &trial.observed);
                if !kept.is_empty() {
                    self.roll_back(&trial.positions, before).await?;
                    return Ok(Attempt::Again(kept));
                }
            }
            let (mut generated, taken) = self.prove(before, &after, script, trial).await?;
            if generated.grade >= Grade::Lossy
                && trial.can_go_on()
                && let Some(kept) = trial.more(&generated, before)
            {
                self.roll_back(&trial.positions, before).await?;
                return Ok(Attempt::Again(kept));
            }
            let is_elsewhere = taken.failure.is_none() && !generated.applies_again;
            if is_elsewhere && trial.varying.is_none() && trial.can_go_on() {
                self.roll_back(&trial.positions, before).await?;
                self.find_varying(run, before, trial).await?;
                return Ok(Attempt::Again(trial.kept.clone()));
            }
            if let Some(failure) = taken.failure {
                generated.grade = Grade::Irreversible;
                generated.reasons.insert(0, failure);
            }
            statements = taken.statements;
            let own = match own {
                Some(own) => {
                    let is_known = generated.grade == Grade::Exact && generated.applies_again;
                    Some(
                        self.prove_own(before, &after, script, own, trial, is_known)
                            .await?,
                    )
                }
                None => None,
            };
            proof = Some(MigrationProof {
                kept: trial.kept.clone(),
                populated: self.populated(before),
                generated,
                own,
            });
        }
        let committed = if self.config.history {
            commit(&self.session, run).await
        } else {
            let committed = client.batch_execute("reset role; commit").await;
            committed.map_err(|error| SqlFailure::of(&error))
        };
        if let Err(failure) = committed {
            self.roll_back(&trial.positions, before).await?;
            report.outcome = FileOutcome::Failed;
            report.failure = Some(failure);
            return Ok(Attempt::Failed(Box::new(report)));
        }
        report.outcome = FileOutcome::Applied;
        self.advance(&after, &locks);
        Ok(Attempt::Done(Box::new(Migrated {
            report,
            changes: diff(before, &after),
            before: before.clone(),
            after,
            proof,
            statements,
            keep,
        })))
    }

    /// Takes the generated way back and the migration again, and undoes both.
    async fn prove(
        &self,
        before: &Snapshot,
        after: &Snapshot,
        script: Script<'_>,
        trial: &Trial,
    ) -> Result<(WayProof, Taken), Error> {
        let client = self.session.client();
        let started = Instant::now();
        self.begin_proof().await?;
        let way = Way {
            before,
            left: after,
            kept: &trial.kept,
            role: &self.role,
        };
        let taken = take(client, &self.reader, way, before).await?;
        let mut proof = if taken.failure.is_some() {
            failed()
        } else {
            let mut proof = self
                .compare(before, before, &trial.positions, false)
                .await?;
            self.again((before, after), script, trial, &mut proof)
                .await?;
            proof
        };
        self.end_proof(after, trial).await?;
        proof.elapsed_us = micros(started);
        Ok((proof, taken))
    }

    /// Takes the project's own way back and the migration again, and undoes
    /// both. Where it is known that the migration applies again to what was
    /// before, and the way back leads exactly there, it is not run once more.
    async fn prove_own(
        &self,
        before: &Snapshot,
        after: &Snapshot,
        script: Script<'_>,
        own: Own<'_>,
        trial: &Trial,
        is_known: bool,
    ) -> Result<WayProof, Error> {
        let started = Instant::now();
        if own.planned.mode == Mode::Refused {
            let mut proof = failed();
            proof
                .reasons
                .push("the file cannot be run: see its findings".to_owned());
            return Ok(proof);
        }
        self.begin_proof().await?;
        let down = Script::new(&own.planned.statements, own.sql);
        let (_, ended) = play(&self.session, down, self.config.limits).await;
        let mut proof = match ended {
            Ok(()) => {
                let mut proof = self
                    .compare(before, before, &trial.positions, false)
                    .await?;
                if is_known && proof.grade == Grade::Exact {
                    proof.applies_again = true;
                } else {
                    self.again((before, after), script, trial, &mut proof)
                        .await?;
                }
                proof
            }
            Err(failure) => {
                let mut proof = failed();
                let line = failure.span.map_or_else(String::new, |it| {
                    format!("{}:{}: ", own.planned.path, it.line)
                });
                proof.reasons.push(format!("{line}{failure}"));
                proof
            }
        };
        self.end_proof(after, trial).await?;
        proof.elapsed_us = micros(started);
        Ok(proof)
    }

    async fn begin_proof(&self) -> Result<(), Error> {
        let sql = format!(
            "savepoint stagecraft_proof; set constraints all immediate; reset role; \
             reset search_path; {}",
            stagecraft_rollback::settings().join("; ")
        );
        let begun = self.session.client().batch_execute(&sql).await;
        begun.map_err(Error::Lost)
    }

    async fn end_proof(&self, after: &Snapshot, trial: &Trial) -> Result<(), Error> {
        let client = self.session.client();
        client
            .batch_execute(
                "rollback to savepoint stagecraft_proof; release savepoint stagecraft_proof",
            )
            .await
            .map_err(Error::Lost)?;
        content::reset_positions(client, &trial.left_at, after).await?;
        Ok(())
    }

    /// Compares what is with what was before; the open transaction began with
    /// the catalog `base`.
    pub(crate) async fn compare(
        &self,
        before: &Snapshot,
        base: &Snapshot,
        positions: &BTreeMap<QualifiedName, Option<i64>>,
        is_all: bool,
    ) -> Result<WayProof, Error> {
        let client = self.session.client();
        // What waits for the end of the transaction is judged now.
        if let Err(error) = client.batch_execute("set constraints all immediate").await {
            let Some(said) = error.as_db_error() else {
                return Err(Error::Lost(error));
            };
            let mut proof = failed();
            proof.reasons.push(said.message().to_owned());
            return Ok(proof);
        }
        let now = self.reader.read(client, base).await?;
        let touched = if is_all {
            before.tables.names().cloned().collect()
        } else {
            Locks::read(client).await?.touched(before)
        };
        let there: Vec<_> = touched
            .iter()
            .filter(|it| now.tables.contains(it))
            .cloned()
            .collect();
        let contents = content::fingerprints(client, &now, &there).await?;
        let was = self
            .contents
            .iter()
            .filter(|(name, _)| touched.contains(name))
            .map(|(name, it)| (name.clone(), it.clone()))
            .collect();
        let stands = content::positions(client, &now).await?;
        Ok(compare(
            before,
            &now,
            (&was, &contents),
            (positions, &stands),
        ))
    }

    /// Runs the migration again where the way back has led.
    async fn again(
        &self,
        (before, after): (&Snapshot, &Snapshot),
        script: Script<'_>,
        trial: &Trial,
        proof: &mut WayProof,
    ) -> Result<(), Error> {
        let client = self.session.client();
        if proof.grade == Grade::Irreversible {
            return Ok(());
        }
        let (_, ended) = play(&self.session, script, self.config.limits).await;
        match ended {
            Ok(()) => {
                let now = self.reader.read(client, before).await?;
                trial.judge_again(after, &now, proof);
            }
            Err(failure) => proof
                .reasons
                .push(format!("the migration does not apply again: {failure}")),
        }
        if !proof.applies_again {
            proof.grade = proof.grade.max(Grade::Lossy);
        }
        Ok(())
    }

    /// Runs the migration plainly once more, to see what it leaves otherwise
    /// by itself.
    async fn find_varying(
        &self,
        run: FileRun<'_>,
        before: &Snapshot,
        trial: &mut Trial,
    ) -> Result<(), Error> {
        let Some(left) = trial.left.as_ref().filter(|_| trial.varying.is_none()) else {
            return Ok(());
        };
        let mut varying = Varying::default();
        if begin(&self.session).await.is_ok() {
            let (_, ended) = play(&self.session, run.script(), self.config.limits).await;
            if ended.is_ok() {
                let now = self.reader.read(self.session.client(), before).await?;
                varying = Varying::between(left, &now);
            }
        }
        trial.varying = Some(varying);
        self.roll_back(&trial.positions, before).await
    }

    async fn roll_back(
        &self,
        positions: &BTreeMap<QualifiedName, Option<i64>>,
        before: &Snapshot,
    ) -> Result<(), Error> {
        let client = self.session.client();
        client
            .batch_execute("rollback")
            .await
            .map_err(Error::Lost)?;
        content::reset_positions(client, positions, before).await?;
        Ok(())
    }

    /// Computes the fingerprints that are out of date.
    pub(crate) async fn refresh_contents(&mut self) -> Result<(), Error> {
        self.find_written().await?;
        let snapshot = &self.snapshot;
        self.contents
            .retain(|name, _| snapshot.tables.contains(name));
        let tables: Vec<_> = std::mem::take(&mut self.dirty)
            .into_iter()
            .filter(|it| {
                snapshot
                    .tables
                    .get(it)
                    .is_some_and(|it| it.foreign_server.is_none())
            })
            .collect();
        if tables.is_empty() {
            return Ok(());
        }
        let client = self.session.client();
        client.batch_execute("begin").await.map_err(Error::Lost)?;
        let found = content::fingerprints(client, snapshot, &tables).await;
        client.batch_execute("commit").await.map_err(Error::Lost)?;
        self.contents.extend(found?);
        Ok(())
    }

    /// Finds the tables that somebody else has written to, by the server's
    /// counts.
    async fn find_written(&mut self) -> Result<(), Error> {
        let rows = self
            .session
            .client()
            .query_typed(
                "select c.oid, pg_catalog.pg_stat_get_tuples_inserted(c.oid)
                   + pg_catalog.pg_stat_get_tuples_updated(c.oid)
                   + pg_catalog.pg_stat_get_tuples_deleted(c.oid)
                 from pg_catalog.pg_class as c where c.relkind = 'r' and c.oid >= 16384",
                &[],
            )
            .await
            .map_err(Error::Lost)?;
        let counts: BTreeMap<u32, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        if std::mem::take(&mut self.uncertain) {
            self.find_made(&counts).await?;
            for (oid, count) in &counts {
                let identity = Identity { oid: *oid, part: 0 };
                let table = self.snapshot.identities.object(Kind::Table, identity);
                if self.counts.get(oid) != Some(count)
                    && let Some(name) = table.and_then(|it| QualifiedName::of_name(&it.name))
                {
                    self.dirty.insert(name);
                }
            }
            // What a partition got, its table has.
            let parents = self
                .snapshot
                .tables
                .iter()
                .filter(|it| it.partition_key.is_some());
            self.dirty.extend(parents.map(Object::name));
        }
        self.counts = counts;
        Ok(())
    }

    /// Reads the catalog again where a trigger has made or dropped a table.
    async fn find_made(&mut self, counts: &BTreeMap<u32, i64>) -> Result<(), Error> {
        let known: BTreeSet<u32> = self
            .snapshot
            .identities
            .of_kind(Kind::Table)
            .map(|(_, it)| it.oid)
            .collect();
        let is_left_out = |it: &u32| self.left_out.contains(it);
        let fresh: BTreeSet<u32> = counts
            .keys()
            .filter(|it| !known.contains(it) && !is_left_out(it))
            .copied()
            .collect();
        let gone = known.iter().any(|it| !counts.contains_key(it));
        if fresh.is_empty() && !gone {
            return Ok(());
        }
        self.snapshot = read(self.session.client(), &self.filter).await?;
        let identities = &self.snapshot.identities;
        let is_known = |oid: u32| {
            let identity = Identity { oid, part: 0 };
            identities.object(Kind::Table, identity).is_some()
        };
        self.left_out
            .extend(fresh.into_iter().filter(|it| !is_known(*it)));
        self.all_written();
        Ok(())
    }

    fn advance(&mut self, after: &Snapshot, locks: &Locks) {
        self.dirty.extend(locks.touched(after));
        // A new name is a table that nobody has read yet.
        let fresh = after
            .tables
            .names()
            .filter(|it| !self.contents.contains_key(*it));
        self.dirty.extend(fresh.cloned());
        self.snapshot = after.clone();
    }

    /// Returns how many tables hold rows, of how many.
    pub(crate) fn populated(&self, before: &Snapshot) -> (usize, usize) {
        let filled = self.contents.values().filter(|it| it.rows > 0).count();
        (filled, before.tables.len())
    }
}

/// What has been tried of a migration.
struct Trial {
    observed: Observed,
    kept: Kept,
    /// The catalog that it leads to.
    left: Option<Snapshot>,
    /// What it leaves otherwise each time, once there was a reason to ask.
    varying: Option<Varying>,
    /// Where sequences stood before it, and where it left them.
    positions: BTreeMap<QualifiedName, Option<i64>>,
    left_at: BTreeMap<QualifiedName, Option<i64>>,
    number: usize,
}

impl Trial {
    fn can_go_on(&self) -> bool {
        self.number < ATTEMPTS
    }

    /// Returns what differs between two runs, and whether all of it does by
    /// itself.
    fn differences(&self, one: &Snapshot, other: &Snapshot) -> (Vec<Change>, bool) {
        let mut changes = diff(one, other);
        changes.retain(|it| !it.is_column_order());
        let varying = self.varying.as_ref();
        let is_own = |it: &Change| varying.is_some_and(|varying| varying.explains(it));
        let is_all = changes.iter().all(is_own);
        (changes, is_all)
    }

    /// Returns whether what is kept makes the migration lead elsewhere than
    /// its first run did.
    fn leads_elsewhere(&self, after: &Snapshot) -> bool {
        let left = self.left.as_ref();
        left.is_some_and(|left| !self.differences(left, after).1)
    }

    /// Judges where the migration has led when it was applied again.
    fn judge_again(&self, after: &Snapshot, now: &Snapshot, proof: &mut WayProof) {
        let (changes, is_own) = self.differences(after, now);
        proof.applies_again = is_own;
        if let Some(change) = changes.first() {
            let reason = if is_own {
                proof.grade = proof.grade.max(Grade::Equivalent);
                "the migration leads elsewhere each time that it is applied"
            } else {
                "applied again, the migration leads elsewhere"
            };
            proof.reasons.push(format!("{reason}: {change}"));
        }
        let named = self.varying.as_ref().and_then(Varying::other_name);
        if let Some(change) = named {
            proof.grade = proof.grade.max(Grade::Lossy);
            proof.reasons.push(format!(
                "the way back knows the name of {}, which the migration makes up anew each time",
                change.id()
            ));
        }
    }

    fn observe(&mut self, locks: &Locks, before: &Snapshot, is_truncating: bool) {
        let now = &self.left_at;
        let written = if is_truncating {
            locks.touched(before)
        } else {
            locks.written(before)
        };
        self.observed.written = written.into_iter().collect();
        self.observed.moved_sequences = self
            .positions
            .iter()
            .filter(|(name, at)| now.get(*name).is_some_and(|it| it != *at))
            .map(|(name, _)| name.clone())
            .collect();
    }

    /// Keeps in a simpler way, since this one does not work.
    fn less(&mut self, before: &Snapshot) -> Kept {
        let tables = &self.kept.tables;
        let moved: BTreeSet<_> = tables
            .iter()
            .filter(|it| matches!(it.strategy, Strategy::Move { .. }))
            .map(|it| it.relation.clone())
            .collect();
        let captured: BTreeSet<_> = tables
            .iter()
            .filter(|it| it.strategy == Strategy::Capture)
            .map(|it| it.relation.clone())
            .collect();
        if !moved.is_empty() {
            self.observed.without_move.extend(moved);
        } else if !captured.is_empty() {
            self.observed.without_capture.extend(captured);
        } else {
            // Nothing is left to try: apply it as it is.
            self.number = ATTEMPTS;
            return Kept {
                version: self.kept.version.clone(),
                ..Kept::default()
            };
        }
        let left = self.left.as_ref().unwrap_or(before);
        keep::decide(before, left, &self.observed)
    }

    /// Keeps what did not come back.
    fn more(&mut self, proof: &WayProof, before: &Snapshot) -> Option<Kept> {
        let old = self.kept.clone();
        for rows in &proof.rows {
            let captured = old
                .tables
                .iter()
                .any(|it| it.relation == rows.relation && it.strategy == Strategy::Capture);
            if captured {
                self.observed.without_capture.insert(rows.relation.clone());
                continue;
            }
            if rows.count_differs {
                self.observed.written.insert(rows.relation.clone());
                self.observed.only_inserts = false;
                continue;
            }
            let columns = self.observed.columns.entry(rows.relation.clone());
            columns.or_default().extend(rows.columns.iter().cloned());
        }
        self.observed
            .moved_sequences
            .extend(proof.sequences.iter().cloned());
        let left = self.left.as_ref()?;
        let kept = keep::decide(before, left, &self.observed);
        (kept != old).then_some(kept)
    }
}

fn statements_of<'a>(run: FileRun<'a>) -> impl Iterator<Item = &'a str> {
    run.migration.statements.iter().map(|it| it.tag.as_str())
}

pub(crate) fn failed() -> WayProof {
    WayProof {
        grade: Grade::Irreversible,
        reasons: Vec::new(),
        catalog: Vec::new(),
        rows: Vec::new(),
        sequences: Vec::new(),
        applies_again: false,
        elapsed_us: 0,
    }
}

pub(crate) fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}
