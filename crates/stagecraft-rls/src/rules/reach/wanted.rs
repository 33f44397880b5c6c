//! Whether the contract wants the API to get at rows.

use crate::contract::Level;
use crate::facts::{PolicyCommand, Relation};
use crate::rules::Scope;

/// Returns whether the contract gives rows of a table to an actor that policies
/// hold for; without a contract nothing is known, and it does not.
pub(super) fn is_wanted(scope: &Scope<'_>, table: &Relation) -> bool {
    let Some(contract) = scope.contract else {
        return false;
    };
    let name = table.name.to_string();
    let bound = |role: &str| scope.facts.role(role).is_some_and(|it| !it.bypasses());
    contract
        .table
        .iter()
        .filter(|(key, _)| *key.get_ref() == name)
        .any(|(_, entry)| {
            contract
                .actors
                .iter()
                .filter(|(_, actor)| bound(&actor.get_ref().role))
                .any(|(actor, _)| {
                    PolicyCommand::EACH
                        .iter()
                        .any(|it| contract.cell(entry, actor, *it).level != Level::None)
                })
        })
}
