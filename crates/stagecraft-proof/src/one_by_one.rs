//! A file that cannot be one transaction: it is applied, taken back for good,
//! and applied again.

use std::time::Instant;

use stagecraft_apply::{FileOutcome, FileRun, Script, begin, play};
use stagecraft_catalog::{Snapshot, diff};
use stagecraft_connect::content;
use stagecraft_connect::snapshot::read;
use stagecraft_plan::{Mode, fits_transaction};
use stagecraft_rollback::Way;
use stagecraft_rollback::keep::{KeepSql, Kept};

use crate::Error;
use crate::compare::Positions;
use crate::document::{Grade, MigrationProof, WayProof};
use crate::for_good::is_of_indexes;
use crate::prover::{Migrated, Own, Prover, micros};
use crate::way::{Taken, take};

impl Prover {
    /// Applies a file statement by statement and proves its ways back. Rows that
    /// it destroys are not kept: there is no transaction to keep them in.
    pub(crate) async fn one_by_one(
        &mut self,
        run: FileRun<'_>,
        own: Option<Own<'_>>,
    ) -> Result<Migrated, Error> {
        let before = self.snapshot.clone();
        let mut positions = Positions::new();
        if self.config.prove {
            self.refresh_contents().await?;
            positions = content::positions(self.session.client(), &before).await?;
        }
        let report = self.apply(run).await;
        let mut migrated = Migrated {
            report,
            after: before.clone(),
            before,
            changes: Vec::new(),
            proof: None,
            statements: Vec::new(),
            keep: KeepSql::default(),
        };
        // The file may have ended its own connection.
        if self.session.client().is_closed() {
            return Ok(migrated);
        }
        let after = read(self.session.client(), &self.filter).await?;
        migrated.changes = diff(&migrated.before, &after);
        migrated.after = after.clone();
        self.snapshot = after.clone();
        if self.config.prove && migrated.report.outcome == FileOutcome::Applied {
            let before = migrated.before.clone();
            let populated = self.populated(&before);
            let (generated, taken) = self
                .back_and_forth(run, &before, &after, &positions)
                .await?;
            let proven = match own.filter(|it| !is_of_indexes(it)) {
                Some(own) => Some(self.own_apart(own, &before, &positions).await?),
                None => None,
            };
            migrated.statements = taken.statements;
            migrated.proof = Some(MigrationProof {
                kept: Kept::default(),
                populated,
                generated,
                own: proven,
            });
            self.all_written();
            self.snapshot = read(self.session.client(), &self.filter).await?;
            Box::pin(self.ways_for_good(run, own, &mut migrated, &positions)).await?;
        }
        self.all_written();
        Ok(migrated)
    }

    /// Takes the generated way back, and where that is as it was, stays there
    /// and applies the file again.
    async fn back_and_forth(
        &self,
        run: FileRun<'_>,
        before: &Snapshot,
        after: &Snapshot,
        positions: &Positions,
    ) -> Result<(WayProof, Taken), Error> {
        let started = Instant::now();
        let client = self.session.client();
        self.begin_apart().await?;
        let kept = Kept {
            version: run.migration.version.clone(),
            ..Kept::default()
        };
        let way = Way {
            before,
            left: after,
            kept: &kept,
            role: &self.role,
        };
        let taken = take(client, &self.reader, way, after).await?;
        let mut proof = match &taken.failure {
            Some(failure) => {
                let mut proof = WayProof::failed();
                proof.reasons.push(failure.clone());
                proof
            }
            None => self.compare(before, after, positions, true).await?,
        };
        if proof.grade <= Grade::Equivalent {
            let stay = format!("{}; commit", self.forget(run));
            client.batch_execute(&stay).await.map_err(Error::Lost)?;
            self.apply_again(run, after, &mut proof).await?;
        } else {
            client
                .batch_execute("rollback")
                .await
                .map_err(Error::Lost)?;
            proof.reasons.push(
                "the file is no transaction, so that nothing of its rows can be kept in it"
                    .to_owned(),
            );
        }
        proof.elapsed_us = micros(started);
        Ok((proof, taken))
    }

    /// Takes the project's own way back in a transaction that is rolled back.
    async fn own_apart(
        &self,
        own: Own<'_>,
        before: &Snapshot,
        positions: &Positions,
    ) -> Result<WayProof, Error> {
        let started = Instant::now();
        if own.planned.mode == Mode::Refused {
            return Ok(WayProof::refused());
        }
        if !fits_transaction(&own.planned.statements) {
            return Ok(WayProof::not_run(
                "neither the file nor its way back can be a transaction",
            ));
        }
        let mut proof = WayProof::failed();
        let client = self.session.client();
        let base = read(client, &self.filter).await?;
        self.begin_apart().await?;
        let down = Script::new(&own.planned.statements, own.sql);
        let (_, ended) = play(&self.session, down, self.config.limits).await;
        match ended {
            Ok(()) => {
                proof = self.compare(before, &base, positions, true).await?;
                proof
                    .reasons
                    .push("not applied again: the file is no transaction".to_owned());
            }
            Err(failure) => proof.reasons.push(failure.to_string()),
        }
        client
            .batch_execute("rollback")
            .await
            .map_err(Error::Lost)?;
        proof.elapsed_us = micros(started);
        Ok(proof)
    }

    pub(crate) async fn begin_apart(&self) -> Result<(), Error> {
        let client = self.session.client();
        client
            .batch_execute("select pg_catalog.pg_stat_force_next_flush()")
            .await
            .map_err(Error::Lost)?;
        begin(&self.session).await.map_err(|_| Error::Ended)?;
        client
            .batch_execute(&stagecraft_rollback::settings().join("; "))
            .await
            .map_err(Error::Lost)
    }
}
