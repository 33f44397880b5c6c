//! What policies on the table of stored files say.

use crate::facts::{Policy, PolicyCommand};
use crate::rules::Scope;

/// Returns permissive policies on `storage.objects` that hold for an API role.
pub(super) fn policies<'a>(scope: &Scope<'a>) -> impl Iterator<Item = &'a Policy> + use<'a> {
    let facts = scope.facts;
    facts.policies.iter().filter(move |policy| {
        policy.relation.schema.as_str() == "storage"
            && policy.relation.name.as_str() == "objects"
            && policy.permissive
            && facts.bound_roles().any(|it| policy.applies_to(it))
    })
}

/// Returns whether a policy tells buckets apart.
pub(super) fn names_bucket(policy: &Policy) -> bool {
    policy.columns.iter().any(|it| it.as_str() == "bucket_id")
}

/// Returns whether a policy lets in all files of a bucket, or all files: it
/// reads nothing else of them, and asks no more of the caller than to be signed
/// in.
pub(super) fn lists_files(policy: &Policy) -> bool {
    policy.command.covers(PolicyCommand::Select)
        && policy.using.as_deref().is_some_and(|it| it != "false")
        && policy.reads.is_empty()
        && policy
            .calls
            .iter()
            .all(|it| it == "auth.uid()" || it == "auth.role()")
        && policy.columns.iter().all(|it| it.as_str() == "bucket_id")
}
