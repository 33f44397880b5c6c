//! Rows that show survivors: what is asked of them, and what the answers mean.

use std::collections::BTreeMap;

use tokio_postgres::Client;

use super::WitnessRow;
use crate::Error;
use crate::contract::Contract;
use crate::facts::Facts;
use crate::mutant::witness::{LevelRows, Question, assertion, levels, questions};
use crate::mutant::{Direction, Mutant, Subject};
use crate::probe::PlannedActor;
use crate::runner::{self, Asked, Script, Witness};

/// Who asks.
pub(super) struct Asker<'a> {
    pub(super) facts: &'a Facts,
    pub(super) contract: &'a Contract,
    pub(super) actors: &'a [PlannedActor],
}

/// A question in the words of an actor, with what its answer is told by.
struct Posed<'a> {
    actor: &'a PlannedActor,
    question: Question,
    levels: Vec<LevelRows>,
}

impl Asker<'_> {
    /// Returns, by id, the survivors that a row shows, and what each of them
    /// does to it.
    pub(super) async fn witnesses(
        &self,
        client: &Client,
        script: &Script,
        survivors: &[&Mutant],
    ) -> Result<BTreeMap<String, (Direction, WitnessRow)>, Error> {
        let posed: Vec<_> = survivors.iter().map(|it| self.posed(it)).collect();
        let asked: Vec<Vec<_>> = posed
            .iter()
            .map(|it| it.iter().map(Posed::asked).collect())
            .collect();
        let answered = runner::witnesses(client, script, &asked).await?;
        let told = answered.into_iter().filter_map(|witness| {
            let mutant = survivors.get(witness.place)?;
            let posed = posed.get(witness.place)?.get(witness.question)?;
            Some((mutant.id.clone(), self.told(mutant, posed, witness)?))
        });
        Ok(told.collect())
    }

    fn posed(&self, mutant: &Mutant) -> Vec<Posed<'_>> {
        let entry = Subject::new(self.facts, Some(self.contract)).entry(&mutant.object);
        let mut posed = Vec::new();
        for actor in self.actors {
            let (Some(role), Some(declared)) = (
                self.facts.role(&actor.role).filter(|it| !it.bypasses()),
                self.contract.actors.get(&actor.name),
            ) else {
                continue;
            };
            let levels = levels(self.contract, entry, declared.get_ref());
            for question in questions(self.facts, mutant, role, &levels) {
                posed.push(Posed {
                    actor,
                    question,
                    levels: levels.clone(),
                });
            }
        }
        posed
    }

    fn told(
        &self,
        mutant: &Mutant,
        posed: &Posed<'_>,
        witness: Witness,
    ) -> Option<(Direction, WitnessRow)> {
        let said = assertion(
            self.contract,
            self.facts.relation(&mutant.object)?,
            &posed.actor.name,
            &posed.question,
            &posed.levels,
            &witness.answer,
        );
        let direction = witness.answer.direction();
        let row = WitnessRow {
            actor: posed.actor.name.clone(),
            key: witness.answer.key,
            note: said.note,
            toml: said.toml,
        };
        Some((direction, row))
    }
}

impl Posed<'_> {
    fn asked(&self) -> Asked {
        Asked {
            claims: self.actor.claims.clone(),
            sql: self.question.sql.clone(),
        }
    }
}
