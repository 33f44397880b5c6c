//! What a function with its owner's rights gets at.

use crate::facts::{Facts, Relation, Routine};
use crate::rules::Scope;
use crate::rules::code::{Code, is_of_project};

/// Returns the project's functions with their owner's rights that can be called
/// by name in a schema that the API serves.
pub(super) fn served<'a>(scope: &Scope<'a>) -> impl Iterator<Item = &'a Routine> {
    scope.facts.routines.iter().filter(|it| {
        it.security_definer && !it.trigger && is_of_project(it) && scope.is_exposed(&it.qualified)
    })
}

/// Returns tables that the code names and whose policies do not hold for the
/// routine's owner.
pub(super) fn past_policies<'a>(
    facts: &'a Facts,
    routine: &'a Routine,
    code: &'a Code,
) -> impl Iterator<Item = &'a Relation> {
    code.protected(facts)
        .filter(|it| routine.owner_bypasses || (it.owner == routine.owner && !it.force))
}
