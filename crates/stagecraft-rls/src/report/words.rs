//! What cells and outcomes are called, in words.

use stagecraft_model::Verdict;

use crate::{CellResult, Outcome};

/// Returns a verdict as people read it.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Held => "held",
        Verdict::Unproven => "unproven",
        Verdict::NotHeld => "did not hold",
    }
}

/// Returns a cell's name in a sentence: `update of public.notes as viewer`.
pub(super) fn cell(cell: &CellResult) -> String {
    if cell.command == "session" {
        return format!("the session of {}", cell.actor);
    }
    format!("{} of {} as {}", cell.command, cell.object, cell.actor)
}

/// Returns what an outcome means, where its name does not say it.
pub(super) fn meaning(outcome: Outcome) -> Option<&'static str> {
    let meaning = match outcome {
        Outcome::Rows | Outcome::ZeroRows | Outcome::Value => return None,
        Outcome::BystandersChanged => "rows changed that the contract keeps from the actor",
        Outcome::RlsRejected => "a policy refused it",
        Outcome::NoPrivilege => "the role's privilege is missing",
        Outcome::PrivilegeInner => "a privilege is missing within a function that it called",
        Outcome::AdmittedThenConstraint => {
            "the policies let the row through, and only a constraint stopped it"
        }
        Outcome::PreRlsConstraint => {
            "a domain or the routing to a partition stopped it before any policy was asked"
        }
        Outcome::TriggerError => "a trigger stopped it, so that nothing is known of the policies",
        Outcome::PolicyError => "it failed within a policy, or in what a policy calls",
        Outcome::PolicyRecursion => "policies ask each other without end",
        Outcome::NotUpdatable => "the view takes no such statement",
        Outcome::BadProbe => "the statement fails for everybody, so that nothing is known",
    };
    Some(meaning)
}

/// Returns what was seen of a cell in one sentence: of its first probe that did
/// not hold, or why nothing can be said.
pub(super) fn in_short(cell: &CellResult) -> String {
    if let Some(why) = &cell.unproven {
        return why.clone();
    }
    let worst = cell
        .failed
        .iter()
        .find(|it| it.verdict == cell.verdict)
        .or_else(|| cell.failed.first());
    let Some(probe) = worst else {
        return verdict(cell.verdict).to_owned();
    };
    let more = match cell.failed.len() {
        0 | 1 => String::new(),
        all => format!(" (and {} more)", all - 1),
    };
    format!("{}: {}{more}", probe.form, probe.said)
}
