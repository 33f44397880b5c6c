//! A role that policies hold for may empty a table.

use stagecraft_model::Severity;

use crate::facts::Role;
use crate::rules::code::Code;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S13",
    name: "truncate-granted",
    severity: Severity::Error,
    splinter: None,
    summary: "A role that policies hold for may TRUNCATE a table.",
    why: "TRUNCATE asks no policy: it empties the table for every tenant. The REST and GraphQL \
          APIs never send it, so that a grant alone is a note; it becomes an error where the role \
          logs in itself or may call a function that truncates with its caller's rights.",
    help: "`revoke truncate on … from …`, and the same in the default privileges",
    bad: "create role reporting login;
          grant reporting to authenticator;
          grant usage on schema public to reporting;
          create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          grant truncate on public.notes to reporting",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           revoke truncate on public.notes from anon, authenticated",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let senders: Vec<_> = scope
        .facts
        .bound_roles()
        .filter(|it| it.login || calls_truncate(scope, it))
        .collect();
    scope
        .exposed()
        .filter(|it| it.kind.has_policies())
        .filter_map(|table| {
            let mut roles = scope.entering(table);
            roles.retain(|it| table.grants(&it.name, "TRUNCATE"));
            if roles.is_empty() {
                return None;
            }
            let hit = Hit::new(
                &table.name,
                format!("{} may truncate {}", who(&roles), table.name),
            );
            let sent = roles
                .iter()
                .any(|it| senders.iter().any(|sender| sender.name == it.name));
            Some(if sent {
                hit
            } else {
                hit.severity(Severity::Note)
            })
        })
        .collect()
}

fn calls_truncate(scope: &Scope<'_>, role: &Role) -> bool {
    scope.facts.routines.iter().any(|it| {
        scope.is_exposed(&it.qualified)
            && it.extension.is_none()
            && !it.security_definer
            && !it.trigger
            && it.execute.contains(&role.name)
            && Code::new(&it.source).has("truncate")
    })
}
