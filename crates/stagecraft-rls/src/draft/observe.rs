//! Observing: every candidate is tried by the runner that checks contracts, so
//! that what is drafted is what a check will see.

use std::collections::{BTreeMap, BTreeSet};

use tokio_postgres::Client;
use toml::Spanned;

use super::candidate::Candidate;
use super::fit::Fit;
use super::fixture::try_it;
use crate::Error;
use crate::contract::{Contract, Level, Permissions};
use crate::facts::{Facts, PolicyCommand};
use crate::probe::{self, PlannedObject};
use crate::runner::{self, CellResult, Tried};

/// A cell of a role: of an entry, by its name in the contract.
pub(super) type Question = (String, PolicyCommand, String);

/// The candidates of a cell, and how each fared.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) candidates: Vec<Candidate>,
    /// For each candidate that was tried: how it fits, by actor.
    pub(super) tried: Vec<BTreeMap<String, Fit>>,
    /// Whether the last one that was tried fits all actors.
    pub(super) is_settled: bool,
}

/// Tries candidates until one fits all actors of a role, or none is left.
///
/// The client must not be in a transaction; everything is undone.
pub(super) async fn observe(
    client: &Client,
    facts: &Facts,
    base: &Contract,
    fixture: &str,
    questions: BTreeMap<Question, Vec<Candidate>>,
) -> Result<BTreeMap<Question, Answer>, Error> {
    let mut answers: BTreeMap<_, _> = questions
        .into_iter()
        .map(|(question, candidates)| {
            let answer = Answer {
                tried: Vec::new(),
                // What leaves no choice need not be tried.
                is_settled: candidates.len() < 2,
                candidates,
            };
            (question, answer)
        })
        .collect();
    let start = runner::start(&probe::plan(base, facts), &base.schemas, fixture);
    client
        .batch_execute(&format!("begin;\n{start}"))
        .await
        .map_err(Error::Run)?;
    let outcome = rounds(client, facts, base, &mut answers).await;
    let _ = client.batch_execute("rollback").await;
    outcome?;
    Ok(answers)
}

async fn rounds(
    client: &Client,
    facts: &Facts,
    base: &Contract,
    answers: &mut BTreeMap<Question, Answer>,
) -> Result<(), Error> {
    drop_what_fails(client, facts, base, answers).await?;
    for round in 0.. {
        let is_open = |it: &Answer| !it.is_settled && round < it.candidates.len();
        if !answers.values().any(is_open) {
            return Ok(());
        }
        let mut contract = base.clone();
        let mut open = BTreeSet::new();
        for ((object, command, role), answer) in answers.iter().filter(|it| is_open(it.1)) {
            let Some(candidate) = answer.candidates.get(round) else {
                continue;
            };
            for actor in actors_of(base, role) {
                if let Some(entry) = entry_mut(&mut contract, object) {
                    let name = Spanned::new(0..0, actor.clone());
                    let permissions = entry.permissions.entry(name).or_default();
                    *slot(permissions, *command) = Some(candidate.cell.clone());
                }
                if let Some(relation) = facts.named(object) {
                    open.insert((relation.name.to_string(), probe::word(*command), actor));
                }
            }
        }
        let seen = one_round(client, facts, &contract, &open).await?;
        for ((object, command, role), answer) in answers.iter_mut() {
            if answer.is_settled || round >= answer.candidates.len() {
                continue;
            }
            let relation = facts.named(object).map(|it| it.name.to_string());
            let is_none = answer
                .candidates
                .get(round)
                .is_some_and(|it| it.cell.level == Level::None);
            let fits: BTreeMap<_, _> = actors_of(base, role)
                .into_iter()
                .map(|actor| {
                    let cell = seen.iter().find(|it| {
                        Some(&it.object) == relation.as_ref()
                            && it.command == probe::word(*command)
                            && it.actor == actor
                    });
                    (actor, Fit::of(cell, is_none))
                })
                .collect();
            answer.is_settled = fits.values().all(|it| it.penalty() == 0);
            answer.tried.push(fits);
        }
    }
    Ok(())
}

/// Takes candidates out whose condition the server does not take.
async fn drop_what_fails(
    client: &Client,
    facts: &Facts,
    base: &Contract,
    answers: &mut BTreeMap<Question, Answer>,
) -> Result<(), Error> {
    let mut known: BTreeMap<String, bool> = BTreeMap::new();
    for ((object, _, _), answer) in answers.iter_mut() {
        let Some(relation) = facts.named(object) else {
            continue;
        };
        let Some((_, entry)) = base.entry_of(&relation.name) else {
            continue;
        };
        let mut kept = Vec::new();
        for candidate in answer.candidates.drain(..) {
            let (rows, _) = probe::condition(&candidate.cell, entry, Some(relation));
            let rows = rows
                .replace("{user}", "'00000000-0000-0000-0000-000000000000'")
                .replace(
                    "{tenants}",
                    &format!("'{{}}'::{}[]", base.tenancy.data_type()),
                );
            let query = format!(
                "do $try$ begin perform count(*) from {} as t where ({rows}); end $try$",
                relation.name
            );
            let fits = match known.get(&query) {
                Some(fits) => *fits,
                None => try_it(client, &query).await?.is_none(),
            };
            known.insert(query, fits);
            if fits {
                kept.push(candidate);
            }
        }
        answer.candidates = kept;
    }
    Ok(())
}

async fn one_round(
    client: &Client,
    facts: &Facts,
    contract: &Contract,
    open: &BTreeSet<(String, &'static str, String)>,
) -> Result<Vec<CellResult>, Error> {
    let mut plan = probe::plan(contract, facts);
    plan.uncovered.clear();
    plan.hidden.clear();
    plan.functions.clear();
    plan.echo = None;
    plan.objects.retain(|it| it.kind != "partition");
    for object in &mut plan.objects {
        only_open(object, open);
    }
    plan.objects.retain(|it| !it.cells.is_empty());
    loop {
        client
            .batch_execute("savepoint round")
            .await
            .map_err(Error::Run)?;
        let outcome = client.simple_query(&runner::once(&plan)).await;
        client
            .batch_execute("rollback to savepoint round")
            .await
            .map_err(Error::Run)?;
        match outcome {
            Ok(messages) => {
                let tried: Tried = runner::document(runner::values(&messages).last())?;
                return Ok(tried.cells);
            }
            // The runner says of what it could not make probes: that stays open.
            Err(error) => {
                let message = error
                    .as_db_error()
                    .map(|it| it.message().to_owned())
                    .unwrap_or_default();
                let before = plan.clone();
                for object in &mut plan.objects {
                    let name = object.name.clone();
                    let is_culprit =
                        |command: &str| message.starts_with(&format!("{command} of {name} as "));
                    object.cells.retain(|it| !is_culprit(it.command));
                }
                if plan == before {
                    return Err(Error::run(error));
                }
            }
        }
    }
}

fn only_open(object: &mut PlannedObject, open: &BTreeSet<(String, &'static str, String)>) {
    for cell in &mut object.cells {
        let command = cell.command;
        cell.actors
            .retain(|it| open.contains(&(object.name.clone(), command, it.clone())));
    }
    object.cells.retain(|it| !it.actors.is_empty());
}

/// Returns the actors that take a role.
pub(super) fn actors_of(contract: &Contract, role: &str) -> Vec<String> {
    let actors = contract.actors.iter();
    actors
        .filter(|it| it.1.get_ref().role == role)
        .map(|it| it.0.clone())
        .collect()
}

fn entry_mut<'a>(
    contract: &'a mut Contract,
    object: &str,
) -> Option<&'a mut crate::contract::Entry> {
    [
        &mut contract.table,
        &mut contract.view,
        &mut contract.matview,
        &mut contract.foreign,
    ]
    .into_iter()
    .flat_map(|it| it.iter_mut())
    .find(|it| it.0.get_ref() == object)
    .map(|it| it.1)
}

fn slot(
    permissions: &mut Permissions,
    command: PolicyCommand,
) -> &mut Option<crate::contract::Cell> {
    match command {
        PolicyCommand::Select | PolicyCommand::All => &mut permissions.select,
        PolicyCommand::Insert => &mut permissions.insert,
        PolicyCommand::Update => &mut permissions.update,
        PolicyCommand::Delete => &mut permissions.delete,
    }
}
