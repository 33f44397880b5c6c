//! P02: a sub-select that forgets the row.

use stagecraft_model::Severity;

use crate::rules::clause::{Token, tokens};
use crate::rules::effect::in_force;
use crate::rules::tenant::tenant_column;
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "P02",
    name: "uncorrelated-subquery",
    severity: Severity::Error,
    splinter: None,
    summary: "A policy's sub-select compares a column with itself, or asks a table of the same tenants without comparing with the row.",
    why: "In a sub-select an unqualified column is the sub-select's own. `m.tenant_id = m.tenant_id` holds for every member, so a member of any tenant sees the rows of all.",
    help: "qualify the row's column with its table: `m.tenant_id = invoices.tenant_id`",
    bad: "create table public.members (tenant_id uuid not null, user_id uuid not null, primary key (tenant_id, user_id));
        create table public.invoices (id uuid primary key, tenant_id uuid not null);
        alter table public.invoices enable row level security;
        create policy members on public.invoices for select to authenticated using (exists (
            select from public.members m where m.tenant_id = tenant_id and m.user_id = (select auth.uid())));",
    good: "create table public.members (tenant_id uuid not null, user_id uuid not null, primary key (tenant_id, user_id));
        alter table public.members enable row level security;
        create table public.invoices (id uuid primary key, tenant_id uuid not null);
        alter table public.invoices enable row level security;
        revoke all on public.invoices, public.members from anon, authenticated;
        grant select on public.invoices, public.members to authenticated;
        create policy own on public.members for select to authenticated using (user_id = (select auth.uid()));
        create policy members on public.invoices for select to authenticated using (exists (
            select from public.members m where m.tenant_id = invoices.tenant_id and m.user_id = (select auth.uid())));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in in_force(scope) {
        let name = it.policy.name.as_str();
        for (clause, text) in it.clauses() {
            let said = if let Some(column) = compared_with_itself(&tokens(text)) {
                format!("compares `{column}` with itself")
            } else if let Some(table) = scope
                .shapes
                .alternatives(&it.policy.relation, name, clause)
                .iter()
                .filter(|part| part.planned.shape == Shape::SessionOnly)
                .find_map(|part| table_of_tenants(scope, &it, &part.expression))
            {
                format!("asks {table} without comparing with the row")
            } else {
                continue;
            };
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{name}` on {} {said} in its {}",
                    it.relation.name,
                    clause.sql()
                ),
            ));
        }
    }
    hits
}

/// Finds `a.b = a.b`.
fn compared_with_itself(tokens: &[Token]) -> Option<String> {
    tokens.windows(7).find_map(|it| match it {
        [left, dot, column, equals, other, point, same]
            if dot.is_symbol(".")
                && point.is_symbol(".")
                && equals.is_symbol("=")
                && left.name().is_some()
                && left == other
                && column == same =>
        {
            Some(format!("{}.{}", left.name()?, column.name()?))
        }
        _ => None,
    })
}

/// Returns a table with the same tenant column that a condition asks, though the
/// row's is not compared with it.
fn table_of_tenants(
    scope: &Scope<'_>,
    it: &crate::rules::effect::InForce<'_>,
    text: &str,
) -> Option<String> {
    let tenant = tenant_column(scope, it.relation)?;
    it.policy
        .reads
        .iter()
        .filter(|name| text.contains(&name.to_string()))
        .filter_map(|name| scope.facts.relation(name))
        .find(|table| table.column(&tenant.name).is_some())
        .map(|table| table.name.to_string())
}
