//! W01: a policy whose WITH CHECK admits more than its USING.

use std::collections::BTreeSet;

use stagecraft_model::{Ident, Severity};

use crate::facts::{Clause, PolicyCommand};
use crate::rules::bound;
use crate::rules::effect::{InForce, permissive};
use crate::rules::tenant::{is_declared_open, tenant_column};
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W01",
    name: "weaker-check",
    severity: Severity::Error,
    splinter: None,
    summary: "An UPDATE or ALL policy's WITH CHECK does not bind what its USING binds to the caller.",
    why: "USING says which rows may be changed, WITH CHECK what they may become. A caller can push a row of theirs into another tenant or hand it to another user, and FOR ALL also insert it there. Without a WITH CHECK, USING is taken for it.",
    help: "leave WITH CHECK out, or repeat the comparison in it",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create policy edit on public.notes for update to authenticated
            using (owner = (select auth.uid())) with check (true);",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select, update on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));
        create policy edit on public.notes for update to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope).filter(|it| !is_declared_open(scope, it)) {
        if !matches!(
            it.policy.command,
            PolicyCommand::Update | PolicyCommand::All
        ) {
            continue;
        }
        let (Some(using), Some(checked)) = (&it.policy.using, &it.policy.check) else {
            continue;
        };
        let open = scope
            .shapes
            .of(&it.relation.name, it.policy.name.as_str(), Clause::Check)
            .ignores_rows();
        let mut kept = restricted(scope, &it);
        // One alternative that holds for every row leaves nothing of the others.
        if !open {
            kept.extend(bound::columns(scope, it.relation, checked));
        }
        let mut free = bound::columns(scope, it.relation, using);
        free.retain(|it| !kept.contains(it));
        let Some(first) = free.first() else {
            continue;
        };
        let tenant = tenant_column(scope, it.relation).map(|it| it.name);
        let hit = Hit::new(
            &it.object(),
            format!(
                "policy `{}` on {} lets a caller give `{}` any value: its USING binds it, its WITH CHECK does not",
                it.policy.name.as_str(),
                it.relation.name,
                tenant
                    .as_ref()
                    .filter(|it| free.contains(it))
                    .unwrap_or(first)
                    .as_str()
            ),
        );
        // To hand a row over within a tenant can be meant.
        let escapes = open || tenant.is_none_or(|it| free.contains(&it));
        hits.push(if escapes {
            hit
        } else {
            hit.severity(Severity::Warning)
        });
    }
    hits
}

/// Returns the columns that restrictive policies bind in what is written by all
/// roles of a policy.
fn restricted(scope: &Scope<'_>, it: &InForce<'_>) -> BTreeSet<Ident> {
    scope
        .facts
        .policies_of(&it.relation.name)
        .filter(|other| !other.permissive && other.command.covers(PolicyCommand::Update))
        .filter(|other| it.roles.iter().all(|role| other.applies_to(role)))
        .filter_map(|other| other.effective_check())
        .flat_map(|text| bound::columns(scope, it.relation, text))
        .collect()
}
