//! Attempts at a migration that is one transaction: with nothing kept, then
//! with what has to be, until its rows come back.

use std::time::Instant;

use stagecraft_apply::{
    Around, FileOutcome, FileReport, FileRun, Script, SqlFailure, begin, commit, play,
};
use stagecraft_catalog::{Snapshot, diff};
use stagecraft_connect::content;
use stagecraft_rollback::Statement;
use stagecraft_rollback::keep::{KeepSql, Kept};

use crate::Error;
use crate::compare::Positions;
use crate::document::{Grade, MigrationProof};
use crate::for_good::is_of_indexes;
use crate::observe::Locks;
use crate::prover::{Migrated, Own, Prover, micros};
use crate::trial::Trial;
use crate::varying::Varying;

/// What one attempt at a migration came to.
enum Attempt {
    /// It is committed.
    Done(Box<Migrated>),
    /// It has to be run again with these kept.
    Again(Kept),
    /// It failed by itself, or with what runs around it.
    Failed(Box<FileReport>),
}

/// What the ways back of one attempt came to.
enum Found {
    /// The proof, and the generated statements.
    Proven(Box<MigrationProof>, Vec<Statement>),
    /// The migration has been rolled back, to be run with these kept.
    Again(Kept),
}

impl Prover {
    pub(crate) async fn in_transaction(
        &mut self,
        run: FileRun<'_>,
        own: Option<Own<'_>>,
    ) -> Result<Migrated, Error> {
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
            Positions::new()
        };
        let mut trial = Trial::new(run, positions);
        loop {
            trial.number += 1;
            match self.attempt(run, own, &before, &mut trial).await? {
                Attempt::Done(mut migrated) => {
                    migrated.report.notices = self.session.take_notices();
                    Box::pin(self.ways_for_good(run, own, &mut migrated, &trial.positions)).await?;
                    return Ok(*migrated);
                }
                Attempt::Again(kept) => trial.kept = kept,
                Attempt::Failed(mut report) => {
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
        let keep = trial.keep(before);
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
        let started = Instant::now();
        let played = self.play(script, &mut report).await;
        report.elapsed_us = micros(started);
        if let Err(failure) = played {
            let rolled_back = self.roll_back(&trial.positions, before).await;
            // The file may have ended its own connection.
            if self.session.client().is_closed() {
                return Ok(Attempt::Failed(Box::new(failed(report, failure))));
            }
            rolled_back?;
            if trial.left.is_some() {
                // It ran before: what is kept stands in its way.
                return Ok(Attempt::Again(trial.less(before)));
            }
            return Ok(Attempt::Failed(Box::new(failed(report, failure))));
        }
        let client = self.session.client();
        let after = self.reader.read(client, before).await?;
        let locks = Locks::read(client).await?;
        let mut proof = None;
        let mut statements = Vec::new();
        if self.config.prove {
            let found = self
                .ways_back(run, own, (before, &after), &locks, script, trial)
                .await?;
            match found {
                Found::Proven(proven, way) => (proof, statements) = (Some(*proven), way),
                Found::Again(kept) => return Ok(Attempt::Again(kept)),
            }
        }
        let started = Instant::now();
        let committed = self.commit(run).await;
        report.elapsed_us += micros(started);
        if let Err(failure) = committed {
            self.roll_back(&trial.positions, before).await?;
            return Ok(Attempt::Failed(Box::new(failed(report, failure))));
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

    async fn play(&self, script: Script<'_>, report: &mut FileReport) -> Result<(), SqlFailure> {
        begin(&self.session).await?;
        let (statements, ended) = play(&self.session, script, self.config.limits).await;
        report.statements = statements;
        ended
    }

    pub(crate) async fn commit(&self, run: FileRun<'_>) -> Result<(), SqlFailure> {
        if self.config.history {
            return commit(&self.session, run).await;
        }
        let client = self.session.client();
        let committed = client.batch_execute("reset role; commit").await;
        committed.map_err(|error| SqlFailure::of(&error))
    }

    /// Proves the ways back of the migration that has just run; or rolls it
    /// back, since something else has to be kept.
    async fn ways_back(
        &self,
        run: FileRun<'_>,
        own: Option<Own<'_>>,
        (before, after): (&Snapshot, &Snapshot),
        locks: &Locks,
        script: Script<'_>,
        trial: &mut Trial,
    ) -> Result<Found, Error> {
        trial.left_at = content::positions(self.session.client(), after).await?;
        if trial.left.is_none() {
            trial.observe(locks, before, run);
            trial.left = Some(after.clone());
            let kept = trial.decide(before);
            if !kept.is_empty() {
                self.roll_back(&trial.positions, before).await?;
                return Ok(Found::Again(kept));
            }
        } else if trial.leads_elsewhere(after) && trial.can_go_on() {
            self.roll_back(&trial.positions, before).await?;
            self.find_varying(run, before, trial).await?;
            return Ok(Found::Again(if trial.leads_elsewhere(after) {
                trial.less(before)
            } else {
                trial.kept.clone()
            }));
        }
        let (mut generated, taken) = self.prove(before, after, script, trial).await?;
        if generated.grade >= Grade::Lossy
            && trial.can_go_on()
            && let Some(kept) = trial.more(&generated, before)
        {
            self.roll_back(&trial.positions, before).await?;
            return Ok(Found::Again(kept));
        }
        let is_elsewhere = taken.failure.is_none() && !generated.applies_again;
        if is_elsewhere && trial.varying.is_none() && trial.can_go_on() {
            self.roll_back(&trial.positions, before).await?;
            self.find_varying(run, before, trial).await?;
            return Ok(Found::Again(trial.kept.clone()));
        }
        if let Some(failure) = taken.failure {
            generated.grade = Grade::Irreversible;
            generated.reasons.insert(0, failure);
        }
        let is_known = generated.grade == Grade::Exact && generated.applies_again;
        let own = match own.filter(|it| !is_of_indexes(it)) {
            Some(own) => Some(
                self.prove_own(before, after, script, own, trial, is_known)
                    .await?,
            ),
            None => None,
        };
        let proof = MigrationProof {
            kept: trial.kept.clone(),
            populated: self.populated(before),
            generated,
            own,
        };
        Ok(Found::Proven(Box::new(proof), taken.statements))
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

    async fn roll_back(&self, positions: &Positions, before: &Snapshot) -> Result<(), Error> {
        let client = self.session.client();
        client
            .batch_execute("rollback")
            .await
            .map_err(Error::Lost)?;
        content::reset_positions(client, positions, before).await?;
        Ok(())
    }
}

fn failed(report: FileReport, failure: SqlFailure) -> FileReport {
    FileReport {
        outcome: FileOutcome::Failed,
        failure: Some(failure),
        ..report
    }
}
