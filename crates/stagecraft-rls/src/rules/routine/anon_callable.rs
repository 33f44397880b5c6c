//! Visitors who are not signed in may call a function with its owner's rights.

use stagecraft_model::Severity;

use super::definer::{past_policies, served};
use crate::rules::code::Code;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "F01",
    name: "definer-function-open-to-anon",
    severity: Severity::Warning,
    splinter: Some("0028_anon_security_definer_function_executable"),
    summary: "A SECURITY DEFINER function of the API may be called by anon.",
    why: "It runs with its owner's rights, for whom policies may not hold, and new functions are \
          executable by everybody. It is an error where it returns rows of a protected table and \
          never asks who calls, a note where it asks.",
    help: "`revoke execute on function … from public, anon` (from anon alone changes nothing while \
           PUBLIC has it), make it SECURITY INVOKER, or move it to a schema that the API does not \
           serve",
    bad: "create table public.notes (id uuid primary key, owner uuid not null, body text);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create function public.latest() returns setof public.notes
            language sql stable security definer set search_path = ''
            as 'select * from public.notes limit 10'",
    good: "create table public.notes (id uuid primary key, owner uuid not null, body text);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create function public.latest() returns setof public.notes
             language sql stable security invoker set search_path = ''
             as 'select * from public.notes limit 10'",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let askers = scope.askers();
    served(scope)
        .filter(|it| scope.callers_of(it).iter().any(|it| it.name == "anon"))
        .map(|routine| {
            let code = Code::new(&routine.source);
            let hit = Hit::new(
                &routine.identity,
                format!(
                    "anon may call {}, which runs with the rights of {}",
                    routine.identity, routine.owner
                ),
            );
            let rows = routine
                .returns
                .as_deref()
                .is_some_and(|it| it.starts_with("SETOF ") || it.starts_with("TABLE("));
            if code.asks(askers) {
                hit.severity(Severity::Note)
            } else if rows && past_policies(scope.facts, routine, &code).next().is_some() {
                hit.severity(Severity::Error)
            } else {
                hit
            }
        })
        .collect()
}
