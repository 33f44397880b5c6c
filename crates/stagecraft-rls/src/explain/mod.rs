//! Explaining a cell: which policies are asked, what each of them and each of
//! its conjuncts says of a row, and what let the row pass or stopped it.

mod ask;
mod clauses;
mod conjuncts;
mod explanation;
mod grant;
mod judge;
mod reproduction;

use stagecraft_model::Verdict;
use tokio_postgres::Client;

pub use explanation::{
    AskedAs, ClauseValue, ExplainedClause, ExplainedRow, Explanation, MissingGrant, PartValue,
};

use crate::contract::{Contract, Entry};
use crate::facts::{Facts, PolicyCommand, Relation, Role};
use crate::probe::{Plan, PlannedActor, PlannedCell};
use crate::report::Extent;
use crate::{CellResult, Declared, Error, facts, probe, runner};

/// A cell that somebody asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The relation, with or without its schema.
    pub object: String,
    /// SELECT, INSERT, UPDATE or DELETE.
    pub command: PolicyCommand,
    /// The actor.
    pub actor: String,
}

/// Explains a cell, and leaves the database as it was. With
/// [`Extent::ReadOnly`] it writes nothing at all, and asks about the rows that
/// are there.
pub async fn explain(
    client: &Client,
    declared: &Declared,
    question: &Question,
    extent: Extent,
) -> Result<Explanation, Error> {
    let contract = &declared.contract;
    if !contract.actors.contains_key(&question.actor) {
        return Err(Error::NoSuchActor {
            actor: question.actor.clone(),
            known: contract.actors.keys().cloned().collect(),
        });
    }
    let facts = facts::read(client, &contract.roles()).await?;
    let relation = relation(&facts, contract, &question.object)?;
    let plan = narrowed(contract, &facts, relation, question);
    let script = match extent {
        Extent::Everything => runner::script(&plan, &contract.schemas, &declared.fixture),
        Extent::ReadOnly => runner::reading(&plan, &contract.schemas),
    };
    let tried = runner::run(client, &script).await?;
    let cell = tried
        .cells
        .into_iter()
        .find(|it| it.object == relation.name.to_string() && it.actor == question.actor);
    let about = About {
        facts: &facts,
        contract,
        relation,
        question,
        plan: &plan,
    };
    let rows = ask::rows(client, &about, &script, extent).await?;
    Ok(judge::explanation(&about, declared, cell, rows))
}

/// What is known of the cell before any row is looked at.
pub(crate) struct About<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) contract: &'a Contract,
    pub(crate) relation: &'a Relation,
    pub(crate) question: &'a Question,
    /// The plan of the object and the command.
    pub(crate) plan: &'a Plan,
}

impl About<'_> {
    /// The database role of the actor.
    pub(crate) fn role(&self) -> &str {
        self.contract
            .actors
            .get(&self.question.actor)
            .map_or("", |it| it.get_ref().role.as_str())
    }

    /// The actor, as the plan has it.
    pub(crate) fn actor(&self) -> Option<&PlannedActor> {
        let mut actors = self.plan.actors.iter();
        actors.find(|it| it.name == self.question.actor)
    }

    /// What the contract says, as the plan has it.
    pub(crate) fn cell(&self) -> Option<&PlannedCell> {
        let mut cells = self.plan.objects.first()?.cells.iter();
        cells.find(|it| it.actors.contains(&self.question.actor))
    }

    /// The claims that the actor comes with.
    pub(crate) fn claims(&self) -> &str {
        self.actor().map_or("", |it| it.claims.as_str())
    }

    /// Whether policies hold for the actor on this relation.
    pub(crate) fn is_bound(&self) -> bool {
        let bypasses = self.facts.role(self.role()).is_some_and(Role::bypasses);
        let owns = self.relation.owner == self.role() && !self.relation.force;
        self.relation.rls && !bypasses && !owns
    }
}

fn relation<'a>(
    facts: &'a Facts,
    contract: &Contract,
    object: &str,
) -> Result<&'a Relation, Error> {
    let tried = |name: &str| facts.named(name);
    tried(object)
        .or_else(|| {
            contract
                .schemas
                .iter()
                .find_map(|schema| tried(&format!("{schema}.{object}")))
        })
        .ok_or_else(|| Error::NoSuchObject {
            object: object.to_owned(),
        })
}

/// Returns what the contract says of a relation; of a partition, what it says
/// of its table.
pub(crate) fn entry_of(contract: &Contract, facts: &Facts, relation: &Relation) -> Entry {
    if let Some((_, entry)) = contract.entry_of(&relation.name) {
        return entry.clone();
    }
    relation
        .parents
        .iter()
        .filter_map(|it| facts.relation(it))
        .map(|it| entry_of(contract, facts, it))
        .next()
        .unwrap_or_default()
}

/// Returns the plan of one object and one command.
fn narrowed(contract: &Contract, facts: &Facts, relation: &Relation, question: &Question) -> Plan {
    let mut plan = probe::plan(contract, facts);
    let name = relation.name.to_string();
    plan.objects.retain(|it| it.name == name);
    plan.functions.clear();
    plan.hidden.clear();
    plan.uncovered.clear();
    for object in &mut plan.objects {
        // Other actors stay: what nobody is seen to be allowed is unproven.
        object
            .cells
            .retain(|it| it.command == probe::word(question.command));
        object.updatable = None;
    }
    plan
}

impl CellResult {
    /// Returns the statement that shows it: of the first probe that did not
    /// hold.
    pub(crate) fn telling(&self) -> Option<&crate::FailedProbe> {
        let worst = |it: &&crate::FailedProbe| it.verdict == Verdict::NotHeld;
        self.failed.iter().find(worst).or(self.failed.first())
    }
}
