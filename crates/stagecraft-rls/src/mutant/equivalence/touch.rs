//! Whether a routine does anything for which rights are asked.

use std::collections::BTreeSet;

use crate::facts::{Facts, Routine};

/// Words of a body that may do anything, or tell whose rights it has.
const UNKNOWN: &[&str] = &["execute", "current_user", "current_role", "user", "call"];

/// Returns whether a routine, or one that it calls, may read or change a
/// relation. Names are told from the words of the bodies: one too many costs a
/// run, one too few would hide a fault.
pub(super) fn asks_rights(facts: &Facts, routine: &Routine) -> bool {
    let relations = facts
        .relations
        .iter()
        .map(|it| it.name.name.as_str().to_lowercase())
        .collect();
    let mut seen = BTreeSet::new();
    asks(facts, &relations, routine, &mut seen)
}

fn asks<'a>(
    facts: &'a Facts,
    relations: &BTreeSet<String>,
    routine: &'a Routine,
    seen: &mut BTreeSet<&'a str>,
) -> bool {
    if !seen.insert(&routine.identity) {
        return false;
    }
    let words: BTreeSet<_> = routine
        .source
        .split(|it: char| !it.is_alphanumeric() && it != '_' && it != '$')
        .map(str::to_lowercase)
        .collect();
    let known = matches!(routine.language.as_str(), "sql" | "plpgsql");
    // Names that are no words are not found among them.
    !known
        || routine.source.contains('"')
        || UNKNOWN.iter().any(|it| words.contains(*it))
        || !words.is_disjoint(relations)
        || facts.routines.iter().any(|it| {
            words.contains(&it.qualified.name.as_str().to_lowercase())
                && asks(facts, relations, it, seen)
        })
}
