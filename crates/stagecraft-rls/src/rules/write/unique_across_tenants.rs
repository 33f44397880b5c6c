//! W13: a value that only one tenant can have.

use stagecraft_model::{Ident, Severity};

use crate::facts::{IndexFacts, PolicyCommand, Relation};
use crate::rules::effect::reaches;
use crate::rules::tenant::tenant_column;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W13",
    name: "unique-across-tenants",
    severity: Severity::Warning,
    splinter: None,
    summary: "A unique index on a table of tenants does not carry the tenant.",
    why: "Unique indexes are checked without policies: the error tells a caller that another tenant has the value, and the caller can't use it.",
    help: "put the tenant column first: `unique (tenant_id, email)`",
    bad: "create table public.customers (id uuid primary key, tenant_id uuid not null, email text unique);
        alter table public.customers enable row level security;",
    good: "create table public.customers (id uuid primary key, tenant_id uuid not null, email text, unique (tenant_id, email));
        alter table public.customers enable row level security;
        revoke all on public.customers from anon, authenticated;
        grant select, insert on public.customers to authenticated;
        create policy tenant on public.customers to authenticated
            using (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in &scope.facts.relations {
        let Some(tenant) = tenant_column(scope, relation).filter(|_| relation.extension.is_none())
        else {
            continue;
        };
        let written = scope.facts.bound_roles().any(|role| {
            [PolicyCommand::Insert, PolicyCommand::Update]
                .into_iter()
                .any(|command| reaches(scope, relation, role, command))
        });
        if !written || !relation.rls {
            continue;
        }
        for index in relation.indexes.iter().filter(|it| it.unique) {
            if index.expressions
                || is_opaque(relation, index)
                || index.columns.contains(&tenant.name)
            {
                continue;
            }
            let columns: Vec<_> = index.columns.iter().map(Ident::as_str).collect();
            let hit = Hit::of_part(
                &relation.name,
                &index.name,
                format!(
                    "{} of {} is unique across tenants: index `{}` does not carry `{}`",
                    columns.join(", "),
                    relation.name,
                    index.name.as_str(),
                    tenant.name.as_str()
                ),
            );
            hits.push(if tenant.declared {
                hit
            } else {
                hit.severity(Severity::Note)
            });
        }
    }
    hits
}

/// Returns whether an index is on an id that nobody chooses or guesses.
fn is_opaque(relation: &Relation, index: &IndexFacts) -> bool {
    index.columns.iter().any(|name| {
        relation.column(name).is_some_and(|it| {
            it.base_type == "uuid"
                || it.identity
                || it
                    .default
                    .as_deref()
                    .is_some_and(|it| it.starts_with("nextval("))
        })
    })
}
