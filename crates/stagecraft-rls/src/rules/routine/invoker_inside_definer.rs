//! A function that asks the policies, called by one that does not.

use stagecraft_model::Severity;

use super::definer::{past_policies, served};
use crate::facts::Routine;
use crate::rules::code::{Code, is_of_project};
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "F04",
    name: "invoker-function-inside-definer",
    severity: Severity::Warning,
    splinter: None,
    summary: "A SECURITY DEFINER function of the API calls a SECURITY INVOKER function that relies \
              on policies.",
    why: "Inside it the caller is the owner, so that the policies which the inner function relies \
          on do not hold. Called directly, it gives each user their rows; called this way, all of \
          them.",
    help: "make the outer function SECURITY INVOKER, or have it pass on whose rows are meant",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create function public.count_notes() returns bigint
            language sql stable set search_path = '' as 'select count(*) from public.notes';
          create function public.report() returns bigint
            language sql stable security definer set search_path = ''
            as 'select public.count_notes()'",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create function public.count_notes() returns bigint
             language sql stable set search_path = '' as 'select count(*) from public.notes';
           create function public.report() returns bigint
             language sql stable set search_path = '' as 'select public.count_notes()'",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let askers = scope.askers();
    let inner: Vec<(&Routine, Code)> = scope
        .facts
        .routines
        .iter()
        .filter(|it| !it.security_definer && !it.trigger && is_of_project(it))
        .filter(|it| !scope.callers_of(it).is_empty())
        .map(|it| (it, Code::new(&it.source)))
        .filter(|(_, code)| code.protected(scope.facts).next().is_some())
        .collect();
    served(scope)
        .filter(|it| !scope.callers_of(it).is_empty())
        .filter_map(|outer| {
            let outer_code = Code::new(&outer.source);
            let (called, code) = inner
                .iter()
                .filter(|(it, _)| outer_code.has(it.qualified.name.as_str()))
                .find(|(_, code)| past_policies(scope.facts, outer, code).next().is_some())?;
            let hit = Hit::new(
                &outer.identity,
                format!(
                    "{} calls {} with the rights of {}, past the policies that it relies on",
                    outer.identity, called.identity, outer.owner
                ),
            );
            Some(if outer_code.asks(askers) || code.asks(askers) {
                hit.severity(Severity::Note)
            } else {
                hit
            })
        })
        .collect()
}
