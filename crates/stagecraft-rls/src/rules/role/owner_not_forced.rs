//! The application logs in as the owner of its tables.

use stagecraft_model::Severity;

use super::owned::{tables, unforced};
use crate::facts::Role;
use crate::rules::{Hit, Rule, Scope, supabase};

pub(super) const RULE: Rule = Rule {
    id: "R01",
    name: "owner-not-forced",
    severity: Severity::Warning,
    splinter: None,
    summary: "A role that applications can use owns tables whose row security is not forced.",
    why: "Policies do not hold for a table's owner unless row security is forced: the application \
          that logs in as the owner sees every tenant. It is an error for a role of the API.",
    help: "`alter table … force row level security`, or let another role own the tables and log in \
           as one that is granted what it needs",
    bad: "set local role supabase_admin;
          create role app login;
          create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          alter table public.notes owner to app;
          set local role postgres",
    good: "set local role supabase_admin;
           create role app login;
           create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           alter table public.notes force row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           alter table public.notes owner to app;
           set local role postgres",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .roles
        .iter()
        .filter(|it| !it.bypasses() && is_used(it))
        .filter_map(|role| {
            let owned: Vec<_> = unforced(scope, &role.name).collect();
            if owned.is_empty() {
                return None;
            }
            let hit = Hit::new(
                &role.name,
                format!(
                    "{} owns {}, and row security is not forced: no policy holds for it",
                    role.name,
                    tables(&owned)
                ),
            );
            Some(if role.api {
                hit.severity(Severity::Error)
            } else {
                hit
            })
        })
        .collect()
}

fn is_used(role: &Role) -> bool {
    role.api || (role.login && !supabase::owns_role(&role.name))
}
