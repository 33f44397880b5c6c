//! Choosing: of the candidates that were tried, the narrowest that fits.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::fit::Fit;
use super::observe::Answer;
use super::shape::Shape;
use crate::facts::{Facts, PolicyCommand, Relation, Role};

/// What was chosen for a cell of a role.
#[derive(Debug, Clone, Default)]
pub(super) struct Chosen {
    /// What the role may do; absent where nothing was seen that tells.
    pub(super) candidate: Option<Candidate>,
    /// Actors for whom it is something else.
    pub(super) apart: Vec<(String, Candidate)>,
    /// Actors for whom nothing fits.
    pub(super) misfits: Vec<String>,
    /// Whether no row has shown it.
    pub(super) is_guess: bool,
}

/// Chooses among the candidates of a cell.
pub(super) fn choose(
    facts: &Facts,
    shape: &Shape<'_>,
    relation: &Relation,
    command: PolicyCommand,
    role: &Role,
    answer: &Answer,
) -> Chosen {
    let penalty = |it: &BTreeMap<String, Fit>| it.values().map(|it| it.penalty()).sum::<usize>();
    // The first of the best is the narrowest.
    let best = answer
        .tried
        .iter()
        .enumerate()
        .min_by_key(|it| penalty(it.1));
    let Some((n, fits)) = best else {
        return Chosen {
            candidate: answer.candidates.first().cloned(),
            ..Chosen::default()
        };
    };
    let mut chosen = Chosen {
        candidate: answer.candidates.get(n).cloned(),
        ..Chosen::default()
    };
    let is_fit = |it: &Fit| !matches!(it, Fit::Not(_));
    for (actor, _) in fits.iter().filter(|it| !is_fit(it.1)) {
        let fitting = answer
            .tried
            .iter()
            .position(|it| it.get(actor).is_some_and(is_fit))
            .and_then(|it| answer.candidates.get(it));
        match fitting {
            Some(it) => chosen.apart.push((actor.clone(), it.clone())),
            None => chosen.misfits.push(actor.clone()),
        }
    }
    let was_seen = fits.values().any(|it| *it == Fit::Seen);
    if !was_seen && chosen.misfits.is_empty() && answer.candidates.len() > 1 {
        chosen.is_guess = true;
        if n == 0 {
            chosen.candidate = guess(facts, shape, relation, command, role)
                .filter(|it| answer.candidates.iter().any(|known| known.toml == it.toml));
        }
    }
    chosen
}

/// What the policies say, where no row was there to show it.
fn guess(
    facts: &Facts,
    shape: &Shape<'_>,
    relation: &Relation,
    command: PolicyCommand,
    role: &Role,
) -> Option<Candidate> {
    if !relation.kind.has_policies() {
        return None;
    }
    if !relation.rls || role.bypasses() {
        return Candidate::level("all");
    }
    let mut texts = facts
        .policies_of(&relation.name)
        .filter(|it| it.permissive && it.command.covers(command) && it.applies_to(role))
        .filter_map(|it| match command {
            PolicyCommand::Insert => it.effective_check(),
            _ => it.using.as_deref(),
        })
        .peekable();
    if texts.peek().is_none() {
        return Candidate::level("none");
    }
    if texts.any(|it| it == "true") {
        return Candidate::level("all");
    }
    let owner = shape.owner(relation).is_some();
    let tenant = shape.tenant(relation).is_some();
    match (owner, tenant) {
        (true, false) => Candidate::level("own_row"),
        (_, true) => Candidate::level("own_tenant"),
        (false, false) => None,
    }
}
