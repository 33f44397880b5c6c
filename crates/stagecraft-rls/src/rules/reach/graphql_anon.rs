//! Visitors who are not signed in see the schema over GraphQL.

use stagecraft_model::Severity;

use super::graphql::seen_by;
use crate::rules::{Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S22",
    name: "graphql-shows-tables-to-anonymous",
    severity: Severity::Note,
    splinter: Some("0026_pg_graphql_anon_table_exposed"),
    summary: "pg_graphql is installed and shows tables to anon.",
    why: "Its introspection lists every table and column that the role may select, whatever the \
          policies say of the rows. It tells names, not data.",
    help: "drop the extension if nobody uses GraphQL, or revoke SELECT where the role has no \
           business",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()))",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           revoke all on public.notes from anon",
    check: |scope: &Scope<'_>| seen_by(scope, "anon").into_iter().collect(),
};
