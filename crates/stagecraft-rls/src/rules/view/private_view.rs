//! A view that shows what the platform keeps to itself.

use stagecraft_model::Severity;

use super::path::{filters_by_caller, shown};
use crate::facts::{Relation, RelationKind};
use crate::rules::who::{list, who};
use crate::rules::{Hit, Rule, Scope};

/// Schemas with accounts, sessions and secrets.
const SECRET: &[&str] = &["auth", "vault"];

/// Schemas of the platform's machinery. Those that policies are written for
/// (storage, realtime) are not among them.
const INTERNAL: &[&str] = &[
    "_realtime",
    "cron",
    "net",
    "pgbouncer",
    "pgsodium",
    "supabase_functions",
    "supabase_migrations",
];

pub(super) const RULE: Rule = Rule {
    id: "V04",
    name: "view-over-private-schema",
    severity: Severity::Error,
    splinter: Some("0002_auth_users_exposed"),
    summary: "A view or materialized view that the API reaches reads accounts or secrets, such as \
              `auth.users`.",
    why: "The view reads with its owner's rights what no API role may read: addresses, phone \
          numbers, password hashes, tokens.",
    help: "keep what the application needs in a table of your own with policies, filled by a \
           trigger; or revoke the API's grants on the view",
    bad: "create view public.people as select id, email from auth.users;
          revoke all on public.people from anon, authenticated;
          grant select on public.people to authenticated",
    good: "create table public.people (id uuid primary key references auth.users, email text);
           alter table public.people enable row level security;
           create policy own on public.people for select to authenticated
             using (id = (select auth.uid()))",
    check,
};

/// Returns whether a table is of a schema that this rule is about.
pub(super) fn is_private(table: &Relation) -> bool {
    let schema = table.name.schema.as_str();
    SECRET.contains(&schema) || INTERNAL.contains(&schema)
}

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let askers = scope.askers();
    scope
        .exposed()
        .filter(|it| matches!(it.kind, RelationKind::View | RelationKind::MaterializedView))
        .filter_map(|view| {
            let roles = scope.reached_by(view);
            let shown = shown(scope, view, &roles);
            let private: Vec<_> = shown
                .iter()
                .map(|it| it.table)
                .filter(|it| is_private(it))
                .collect();
            if private.is_empty() {
                return None;
            }
            let hit = Hit::new(
                &view.name,
                format!(
                    "{} shows {}, and {} can use it",
                    view.name,
                    list(private.iter().map(|it| &it.name)),
                    who(&roles)
                ),
            );
            let secret = private
                .iter()
                .any(|it| SECRET.contains(&it.name.schema.as_str()));
            let grave = secret && !filters_by_caller(view, askers);
            Some(if grave {
                hit
            } else {
                hit.severity(Severity::Warning)
            })
        })
        .collect()
}
