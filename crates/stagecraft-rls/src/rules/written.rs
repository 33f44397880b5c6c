//! Policies that somebody wrote: those of extensions left out.

use crate::facts::{Policy, Relation};
use crate::rules::Scope;

/// Returns policies with their relations. On the platform's own tables they are
/// the project's, too: the platform brings none.
pub(super) fn written<'a>(
    scope: &Scope<'a>,
) -> impl Iterator<Item = (&'a Policy, &'a Relation)> + use<'a> {
    let facts = scope.facts;
    facts.policies.iter().filter_map(|policy| {
        let relation = facts.relation(&policy.relation)?;
        relation.extension.is_none().then_some((policy, relation))
    })
}
