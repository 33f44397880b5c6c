//! A policy on stored files that holds for every bucket.

use stagecraft_model::Severity;

use super::storage;
use crate::rules::effect::object;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S19",
    name: "storage-policy-without-bucket",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy on `storage.objects` does not look at `bucket_id`.",
    why: "All buckets share one table. The policy holds for buckets that are made later, too, \
          whatever they are for.",
    help: "add `bucket_id = '…'` to the condition",
    bad: "create policy upload on storage.objects for insert to authenticated
            with check (owner_id = (select auth.uid()::text))",
    good: "create policy upload on storage.objects for insert to authenticated
             with check (bucket_id = 'avatars' and owner_id = (select auth.uid()::text))",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    storage::policies(scope)
        .filter(|it| !storage::names_bucket(it))
        .filter(|it| {
            let lets_in = |clause: Option<&str>| clause.is_some_and(|it| it != "false");
            lets_in(it.using.as_deref()) || lets_in(it.check.as_deref())
        })
        .map(|it| {
            Hit::new(
                &object(it),
                format!(
                    "policy {} of storage.objects holds for every bucket",
                    it.name
                ),
            )
        })
        .collect()
}
