//! Row security is on, and nobody gets through.

use stagecraft_model::Severity;

use super::wanted::is_wanted;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S03",
    name: "rls-without-policies",
    severity: Severity::Note,
    splinter: Some("0008_rls_enabled_no_policy"),
    summary: "A table has row security and grants, but no policy: every row is hidden from the API.",
    why: "That is right for a table that only the server uses; on a table of the application, \
          queries return nothing and writes fail.",
    help: "write policies, or revoke the grants so that the intent shows",
    bad: "create table public.notes (id uuid primary key, body text);
          alter table public.notes enable row level security",
    good: "create table public.notes (id uuid primary key, body text);
           alter table public.notes enable row level security;
           revoke all on public.notes from anon, authenticated",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind.has_policies() && it.rls && it.parents.is_empty())
        .filter(|it| scope.facts.policies_of(&it.name).next().is_none())
        .filter_map(|relation| {
            let roles = scope.reached_by(relation);
            if roles.is_empty() {
                return None;
            }
            let hit = Hit::new(
                &relation.name,
                format!(
                    "{} has no policy: {} may use it and get no row",
                    relation.name,
                    who(&roles)
                ),
            );
            if is_wanted(scope, relation) {
                Some(hit.severity(Severity::Warning))
            } else {
                Some(hit)
            }
        })
        .collect()
}
