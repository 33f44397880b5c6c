//! Which columns a condition binds to the caller.

use std::collections::BTreeSet;

use stagecraft_model::Ident;

use crate::facts::Relation;
use crate::rules::Scope;
use crate::rules::clause::{own_columns, requirements};
use crate::rules::session::reads_session;

/// Returns the columns that a condition compares with something of the
/// caller's, in any of what it demands.
pub(super) fn columns(scope: &Scope<'_>, relation: &Relation, text: &str) -> BTreeSet<Ident> {
    requirements(text)
        .into_iter()
        .filter(|part| reads_session(scope.facts, part))
        .flat_map(|part| own_columns(part, relation))
        .collect()
}
