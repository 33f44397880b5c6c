//! Taking a way back inside the migration's transaction, comparing, applying
//! again, and undoing all of it.

use std::time::Instant;

use stagecraft_apply::{Script, play};
use stagecraft_catalog::Snapshot;
use stagecraft_connect::content;
use stagecraft_model::QualifiedName;
use stagecraft_plan::{Mode, fits_transaction};
use stagecraft_rollback::Way;

use crate::Error;
use crate::compare::{Positions, compare};
use crate::document::{Grade, WayProof};
use crate::observe::Locks;
use crate::prover::{Own, Prover, micros};
use crate::trial::Trial;
use crate::way::{Taken, take};

impl Prover {
    /// Takes the generated way back and the migration again, and undoes both.
    pub(crate) async fn prove(
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
            WayProof::failed()
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
    pub(crate) async fn prove_own(
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
            return Ok(WayProof::refused());
        }
        if own.planned.mode == Mode::Statements && !fits_transaction(&own.planned.statements) {
            return Ok(WayProof::not_run(
                "it cannot be a transaction, and does more than make and drop indexes",
            ));
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
                let mut proof = WayProof::failed();
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
        positions: &Positions,
        is_all: bool,
    ) -> Result<WayProof, Error> {
        let client = self.session.client();
        // What waits for the end of the transaction is judged now.
        if let Err(error) = client.batch_execute("set constraints all immediate").await {
            let Some(said) = error.as_db_error() else {
                return Err(Error::Lost(error));
            };
            let mut proof = WayProof::failed();
            proof.reasons.push(said.message().to_owned());
            return Ok(proof);
        }
        let now = self.reader.read(client, base).await?;
        let touched = if is_all {
            before.tables.names().cloned().collect()
        } else {
            Locks::read(client).await?.touched(before)
        };
        self.judge(before, &now, touched, positions).await
    }

    /// Compares the catalog `now`, and what the tables that were touched hold,
    /// with what was before.
    pub(crate) async fn judge(
        &self,
        before: &Snapshot,
        now: &Snapshot,
        touched: Vec<QualifiedName>,
        positions: &Positions,
    ) -> Result<WayProof, Error> {
        let client = self.session.client();
        let there: Vec<_> = touched
            .iter()
            .filter(|it| now.tables.contains(it))
            .cloned()
            .collect();
        let contents = content::fingerprints(client, now, &there).await?;
        let was = self
            .contents
            .iter()
            .filter(|(name, _)| touched.contains(name))
            .map(|(name, it)| (name.clone(), it.clone()))
            .collect();
        let stands = content::positions(client, now).await?;
        Ok(compare(
            before,
            now,
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
}
