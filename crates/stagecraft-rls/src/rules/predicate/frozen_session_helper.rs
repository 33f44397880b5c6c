//! P17: a function that knows the caller and claims never to change.

use stagecraft_model::Severity;

use crate::rules::effect::in_force;
use crate::rules::session::routine_reads_session;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P17",
    name: "frozen-session-helper",
    severity: Severity::Error,
    splinter: None,
    summary: "A policy calls an IMMUTABLE function that reads the session.",
    why: "Postgres calls an IMMUTABLE function once, when it plans. A plan that is kept then answers the next caller with the first caller's rows.",
    help: "declare the function STABLE",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        create function public.me() returns uuid language sql immutable set search_path = '' as 'select auth.uid()';
        create policy own on public.notes for select to authenticated using (owner = (select public.me()));",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create function public.me() returns uuid language sql stable set search_path = '' as 'select auth.uid()';
        create policy own on public.notes for select to authenticated using (owner = (select public.me()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let policies = in_force(scope);
    scope
        .facts
        .routines
        .iter()
        .filter(|it| it.volatility == 'i' && it.extension.is_none())
        .filter(|it| routine_reads_session(scope.facts, it))
        .filter_map(|routine| {
            let policy = policies
                .iter()
                .find(|it| it.policy.calls.contains(&routine.identity))?;
            Some(Hit::new(
                &routine.identity,
                format!(
                    "{} reads the session and is IMMUTABLE; policy `{}` on {} calls it",
                    routine.identity,
                    policy.policy.name.as_str(),
                    policy.relation.name
                ),
            ))
        })
        .collect()
}
