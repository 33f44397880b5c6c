//! Ways back that are no transaction, since they build indexes while rows are
//! written: each is taken for good, and the migration is applied again.

use std::time::Instant;

use stagecraft_apply::{FileReport, FileRun, Script, history, play_apart, run_file, run_script};
use stagecraft_catalog::{Snapshot, diff};
use stagecraft_connect::snapshot::read;
use stagecraft_plan::{Mode, only_indexes, split};
use stagecraft_rollback::keep::Kept;
use stagecraft_rollback::{Way, concurrently};

use crate::Error;
use crate::compare::Positions;
use crate::document::{Grade, WayProof};
use crate::prover::{Migrated, Own, Prover, micros};
use crate::render::without_transaction;
use crate::way::take;

/// Returns whether a project's own way back is no transaction, and can be taken
/// for good: it touches no row.
pub(crate) fn is_of_indexes(own: &Own<'_>) -> bool {
    own.planned.mode == Mode::Statements && only_indexes(&own.planned.statements)
}

impl Prover {
    /// Proves those ways back of a migration, which is committed, that are no
    /// transactions.
    pub(crate) async fn ways_for_good(
        &mut self,
        run: FileRun<'_>,
        own: Option<Own<'_>>,
        migrated: &mut Migrated,
        positions: &Positions,
    ) -> Result<(), Error> {
        let Some(mut proof) = migrated.proof.take() else {
            return Ok(());
        };
        let before = &migrated.before;
        let plain = &proof.generated;
        let is_known = plain.grade == Grade::Exact && plain.applies_again;
        if is_known
            && proof.kept.is_empty()
            && let Some(way) = concurrently(&migrated.statements, before, &migrated.after)
        {
            let text = without_transaction(&way);
            let statements = split(&text).statements;
            let script = Script::new(&statements, &text);
            let mut found = self.for_good(run, script, before, positions).await?;
            if found.grade == Grade::Exact && found.applies_again {
                found.elapsed_us += plain.elapsed_us;
                proof.generated = found;
                migrated.statements = way;
            }
        }
        if let Some(own) = own.filter(is_of_indexes) {
            let script = Script::new(&own.planned.statements, own.sql);
            proof.own = Some(if proof.kept.is_empty() {
                self.for_good(run, script, before, positions).await?
            } else {
                WayProof::not_run("it is no transaction, and the migration's rows are kept in one")
            });
        }
        migrated.proof = Some(proof);
        Ok(())
    }

    /// Takes a way back for good, compares, and applies the migration again;
    /// it ends where the migration has led.
    async fn for_good(
        &mut self,
        run: FileRun<'_>,
        script: Script<'_>,
        before: &Snapshot,
        positions: &Positions,
    ) -> Result<WayProof, Error> {
        let started = Instant::now();
        let after = self.snapshot.clone();
        let (_, ended) = play_apart(&self.session, script, self.config.limits).await;
        let mut proof = match ended {
            Ok(()) => {
                let client = self.session.client();
                let now = read(client, &self.filter).await?;
                let touched = self.dirty.iter().cloned().collect();
                client.batch_execute("begin").await.map_err(Error::Lost)?;
                let judged = self.judge(before, &now, touched, positions).await;
                client.batch_execute("commit").await.map_err(Error::Lost)?;
                judged?
            }
            Err(failure) => {
                let mut proof = WayProof::failed();
                proof.reasons.push(failure.to_string());
                proof
            }
        };
        proof.no_transaction = true;
        if proof.grade <= Grade::Equivalent {
            let forget = self.forget(run);
            let forgotten = self.session.client().batch_execute(&forget).await;
            forgotten.map_err(Error::Lost)?;
            self.apply_again(run, &after, &mut proof).await?;
        } else {
            self.lead_forth(run, &after).await?;
        }
        self.snapshot = read(self.session.client(), &self.filter).await?;
        proof.elapsed_us = micros(started);
        Ok(proof)
    }

    /// Applies a migration, which has been taken back for good, again; it ends
    /// at `after` in any case.
    pub(crate) async fn apply_again(
        &self,
        run: FileRun<'_>,
        after: &Snapshot,
        proof: &mut WayProof,
    ) -> Result<(), Error> {
        let failure = self.apply(run).await.failure;
        let now = read(self.session.client(), &self.filter).await?;
        let changes = diff(after, &now);
        let other = changes.iter().find(|it| !it.is_column_order());
        proof.applies_again = failure.is_none() && other.is_none();
        let failed = failure.map(|it| format!("the migration does not apply again: {it}"));
        proof.reasons.extend(failed);
        let elsewhere =
            other.map(|it| format!("applied again, the migration leads elsewhere: {it}"));
        proof.reasons.extend(elsewhere);
        if !proof.applies_again {
            proof.grade = proof.grade.max(Grade::Lossy);
            self.lead_forth(run, after).await?;
        }
        Ok(())
    }

    /// Applies a migration for good.
    pub(crate) async fn apply(&self, run: FileRun<'_>) -> FileReport {
        let limits = self.config.limits;
        if self.config.history || run.migration.mode == Mode::Refused {
            return run_file(&self.session, run, limits).await;
        }
        run_script(&self.session, run.migration.mode, run.script(), limits).await
    }

    /// Goes to where the migration had led by what the catalogs say, and not by
    /// the migration.
    async fn lead_forth(&self, run: FileRun<'_>, after: &Snapshot) -> Result<(), Error> {
        let client = self.session.client();
        let now = read(client, &self.filter).await?;
        self.begin_apart().await?;
        let kept = Kept::default();
        let way = Way {
            before: after,
            left: &now,
            kept: &kept,
            role: &self.role,
        };
        let taken = take(client, &self.reader, way, &now).await?;
        if let Some(failure) = taken.failure {
            return Err(Error::Astray(failure));
        }
        let forgotten = client.batch_execute(&self.forget(run)).await;
        forgotten.map_err(Error::Lost)?;
        let committed = self.commit(run).await;
        committed.map_err(|it| Error::Astray(it.to_string()))
    }

    /// Returns what takes the migration out of the history.
    pub(crate) fn forget(&self, run: FileRun<'_>) -> String {
        if !self.config.history {
            return String::new();
        }
        history::delete_sql(&run.migration.version)
    }
}
