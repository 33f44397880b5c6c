//! A mutation run: the proof of the proof.

mod witnessed;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use stagecraft_model::{Ident, QualifiedName, Verdict};
use tokio_postgres::Client;

use crate::contract::Contract;
use crate::facts::Facts;
use crate::mutant::equivalence::{self, Verdict as Sifted};
use crate::mutant::{self, Direction, Mutant, Outcome, Scores, Subject};
use crate::runner::{self, Break, Fate, FateStatus};
use crate::{Declared, Error, facts, probe};
use witnessed::Asker;

/// What came of a mutation run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mutation {
    /// The server's version, as `server_version_num`.
    pub server: u32,
    /// Probes that were tried on the mutants.
    pub probes: u64,
    /// Cells of the contract that did not hold before anything was broken:
    /// their probes notice nothing.
    pub blind_cells: usize,
    /// The scores.
    pub scores: Scores,
    /// Every mutant.
    pub mutants: Vec<MutantResult>,
}

/// What came of a mutant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MutantResult {
    /// Its id.
    pub id: String,
    /// The operator's id.
    pub operator: String,
    /// What it does to what is let in.
    pub direction: Direction,
    /// The relation, or the routine without its arguments.
    pub object: QualifiedName,
    /// The policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Ident>,
    /// What was planted.
    pub description: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The probe that noticed, or why it need not be run or could not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// A row that shows it, of survivors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<WitnessRow>,
    /// The statements that plant it, of survivors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ddl: Vec<String>,
}

/// A row that shows a survivor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessRow {
    /// For whom.
    pub actor: String,
    /// Its key.
    pub key: Map<String, Value>,
    /// What the row shows, in one sentence.
    pub note: String,
    /// What the contract would have to say; nothing when it says so already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toml: Option<String>,
}

impl Mutation {
    /// Returns whether no leak that a row shows went unnoticed, no change of
    /// nothing was noticed, and something was broken.
    pub fn verdict(&self) -> Verdict {
        if !self.scores.gate() {
            Verdict::NotHeld
        } else if self.scores.weakening.counted() + self.scores.strengthening.counted() == 0 {
            Verdict::Unproven
        } else {
            Verdict::Held
        }
    }

    /// Returns mutants that no probe noticed.
    pub fn survivors(&self) -> impl Iterator<Item = &MutantResult> {
        self.mutants
            .iter()
            .filter(|it| matches!(it.outcome, Outcome::Survived | Outcome::SurvivedWithWitness))
    }
}

/// Breaks every policy, grant, view and helper alone, and sees whether the
/// contract's probes notice; undoes everything.
///
/// Takes ACCESS EXCLUSIVE locks on the tables: only for a database that nobody
/// else uses.
pub async fn mutate(client: &Client, declared: &Declared) -> Result<Mutation, Error> {
    let contract = &declared.contract;
    let facts = facts::read(client, &contract.roles()).await?;
    let plan = probe::plan(contract, &facts);
    let script = runner::script(&plan, &contract.schemas, &declared.fixture);
    let mutants = mutants(&facts, contract);
    let sifted = equivalence::sift(client, &facts, &mutants).await?;
    let live: Vec<_> = mutants
        .iter()
        .filter(|it| !sifted.contains_key(&it.id))
        .collect();
    let breaks: Vec<_> = live.iter().map(|it| Break::of(it)).collect();
    let (tried, fates) = runner::mutate(client, &script, &breaks).await?;
    let survivors: Vec<_> = live
        .iter()
        .zip(&fates)
        .filter(|(_, fate)| fate.status == FateStatus::Survived)
        .map(|(mutant, _)| *mutant)
        .collect();
    let asker = Asker {
        facts: &facts,
        contract,
        actors: &plan.actors,
    };
    let mut witnesses = asker.witnesses(client, &script, &survivors).await?;
    let mut fates: BTreeMap<_, _> = live.iter().map(|it| it.id.as_str()).zip(fates).collect();
    let probes = fates.values().map(|it| u64::from(it.tried)).sum();
    let mut scores = Scores::default();
    let mut results = Vec::with_capacity(mutants.len());
    for mutant in &mutants {
        let witness = witnesses.remove(&mutant.id);
        let direction = witness.as_ref().map_or(mutant.direction, |(witnessed, _)| {
            if mutant.direction == Direction::Either {
                *witnessed
            } else {
                mutant.direction
            }
        });
        let result = result(
            mutant,
            direction,
            sifted.get(&mutant.id),
            fates.remove(mutant.id.as_str()),
            witness.map(|it| it.1),
        );
        scores.add(direction, result.outcome);
        results.push(result);
    }
    Ok(Mutation {
        server: facts.server.version,
        probes,
        blind_cells: tried
            .cells
            .iter()
            .filter(|it| it.verdict != Verdict::Held)
            .count(),
        scores,
        mutants: results,
    })
}

/// Those that probes of one run can notice.
fn mutants(facts: &Facts, contract: &Contract) -> Vec<Mutant> {
    let optional: Vec<_> = mutant::operators()
        .into_iter()
        .filter(|it| it.optional)
        .map(|it| it.id)
        .collect();
    mutant::mutants(&Subject::new(facts, Some(contract)))
        .into_iter()
        .filter(|it| !optional.contains(&it.operator.as_str()))
        .collect()
}

fn result(
    mutant: &Mutant,
    direction: Direction,
    sifted: Option<&Sifted>,
    fate: Option<Fate>,
    witness: Option<WitnessRow>,
) -> MutantResult {
    let (outcome, reason) = match (sifted, fate) {
        (Some(Sifted::Equivalent { reason }), _) => (Outcome::Equivalent, Some(reason.clone())),
        (Some(Sifted::Duplicate { of, reason }), _) => {
            (Outcome::Duplicate, Some(format!("{of}: {reason}")))
        }
        (None, Some(fate)) => match fate.status {
            FateStatus::Killed => (Outcome::Killed, fate.killer),
            FateStatus::Stillborn => (Outcome::Stillborn, fate.detail),
            FateStatus::Survived if witness.is_some() => (Outcome::SurvivedWithWitness, None),
            FateStatus::Survived => (Outcome::Survived, None),
        },
        (None, None) => (Outcome::Stillborn, None),
    };
    let is_alive = matches!(outcome, Outcome::Survived | Outcome::SurvivedWithWitness);
    MutantResult {
        id: mutant.id.clone(),
        operator: mutant.operator.clone(),
        direction,
        object: mutant.object.clone(),
        policy: mutant.policy.clone(),
        description: mutant.description.clone(),
        outcome,
        reason,
        witness,
        ddl: if is_alive {
            mutant.ddl.clone()
        } else {
            Vec::new()
        },
    }
}
