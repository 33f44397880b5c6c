//! What a routine does, as far as its body tells.

use std::collections::BTreeSet;

use crate::facts::{Facts, Routine};
use crate::mutant::routine::{with_called, words};

/// Words of a body that may do anything, or tell whose rights it has.
const UNKNOWN: &[&str] = &["execute", "current_user", "current_role", "user", "call"];

/// Returns whether a routine, or one that it calls, may read or change a
/// relation. Names are told from the words of the bodies: one too many costs a
/// run, one too few would hide a fault.
pub(super) fn asks_rights(facts: &Facts, routine: &Routine) -> bool {
    let relations: BTreeSet<_> = facts
        .relations
        .iter()
        .map(|it| it.name.name.as_str().to_lowercase())
        .collect();
    with_called(facts, routine).into_iter().any(|it| {
        let words = words(it);
        !matches!(it.language.as_str(), "sql" | "plpgsql")
            || it.source.contains('"')
            || UNKNOWN.iter().any(|it| words.contains(*it))
            || !words.is_disjoint(&relations)
    })
}

/// Returns whether the planner may put an answer of now in the place of a call:
/// the routine, or one that it calls and that may be inlined into it, claims to
/// be IMMUTABLE.
pub(super) fn folds(facts: &Facts, routine: &Routine) -> bool {
    with_called(facts, routine)
        .into_iter()
        .any(|it| it.volatility == 'i' && it.extension.is_none())
}
