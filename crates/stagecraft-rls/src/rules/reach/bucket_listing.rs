//! A policy by which the files of a public bucket can be listed.

use stagecraft_model::Severity;

use super::storage;
use crate::facts::Policy;
use crate::rules::effect::object;
use crate::rules::who::list;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S21",
    name: "public-bucket-listing",
    severity: Severity::Warning,
    splinter: Some("0025_public_bucket_allows_listing"),
    summary: "A policy lets API roles see all rows of a public bucket's files.",
    why: "A public bucket serves a file to whoever knows its address, without any policy. What \
          the policy adds is the list of all addresses.",
    help: "drop the policy, or bind it to the caller's own files",
    bad: "insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
          create policy look on storage.objects for select to authenticated
            using (bucket_id = 'avatars')",
    good: "insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
           create policy look on storage.objects for select to authenticated
             using (bucket_id = 'avatars' and owner_id = (select auth.uid()::text))",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    storage::policies(scope)
        .filter(|it| storage::lists_files(it))
        .filter_map(|policy| {
            let buckets = listed(scope, policy);
            if buckets.is_empty() {
                return None;
            }
            Some(Hit::new(
                &object(policy),
                format!(
                    "policy {} of storage.objects lists all files of public {} {}",
                    policy.name,
                    if buckets.len() == 1 {
                        "bucket"
                    } else {
                        "buckets"
                    },
                    list(buckets)
                ),
            ))
        })
        .collect()
}

fn listed<'a>(scope: &Scope<'a>, policy: &Policy) -> Vec<&'a str> {
    let every = !storage::names_bucket(policy);
    let using = policy.using.as_deref().unwrap_or_default();
    scope
        .facts
        .buckets
        .iter()
        .filter(|it| it.public)
        .map(|it| it.id.as_str())
        .filter(|it| every || using.contains(&stagecraft_model::quote_literal(it)))
        .collect()
}
