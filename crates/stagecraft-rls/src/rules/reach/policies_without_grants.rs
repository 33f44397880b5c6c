//! Policies for roles that are granted nothing.

use stagecraft_model::Severity;

use super::wanted::is_wanted;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S20",
    name: "policies-without-grants",
    severity: Severity::Note,
    splinter: None,
    summary: "A table has policies for API roles, but none of them is granted anything on it.",
    why: "Policies come after grants: without one every query fails with `permission denied`. \
          Supabase grants new tables by itself only in projects with the old default privileges, \
          which end on 30 October 2026; migrations that relied on them make such tables.",
    help: "grant each role what the policies are for, in the migration that makes the table",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          revoke all on public.notes from anon, authenticated;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()))",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           revoke all on public.notes from anon, authenticated;
           grant select on public.notes to authenticated;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()))",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind.has_policies() && it.rls && it.parents.is_empty())
        .filter_map(|table| {
            let meant: Vec<_> = scope
                .facts
                .bound_roles()
                .filter(|role| {
                    scope
                        .facts
                        .policies_of(&table.name)
                        .any(|it| it.permissive && it.applies_to(role))
                })
                .collect();
            if meant.is_empty() || meant.iter().any(|it| table.is_granted_to(it)) {
                return None;
            }
            let hit = Hit::new(
                &table.name,
                format!(
                    "{} has policies for {}, who are granted nothing on it",
                    table.name,
                    who(&meant)
                ),
            );
            Some(if is_wanted(scope, table) {
                hit.severity(Severity::Warning)
            } else {
                hit
            })
        })
        .collect()
}
