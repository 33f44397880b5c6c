//! Which columns a condition binds to the caller.

use std::collections::BTreeSet;

use stagecraft_model::Ident;

use super::Scope;
use super::clause::{alternatives, own_columns, requirements};
use super::session::reads_session;
use crate::facts::Relation;

/// Returns the columns that a condition compares with something of the caller's,
/// in any of its alternatives.
pub(super) fn columns(scope: &Scope<'_>, relation: &Relation, text: &str) -> BTreeSet<Ident> {
    alternatives(text)
        .into_iter()
        .flat_map(requirements)
        .filter(|part| reads_session(scope.facts, part))
        .flat_map(|part| own_columns(part, relation))
        .collect()
}
