//! P01: a policy on a tenant's rows that does not ask for the tenant.

use stagecraft_model::Severity;

use crate::facts::{Clause, PolicyCommand};
use crate::rules::clause::own_columns;
use crate::rules::effect::{InForce, permissive};
use crate::rules::session::reads_session;
use crate::rules::tenant::{TenantColumn, is_declared_open, tenant_column};
use crate::rules::{Hit, Rule, Scope, Shape};

pub(super) const RULE: Rule = Rule {
    id: "P01",
    name: "tenant-column-ignored",
    severity: Severity::Error,
    splinter: None,
    summary: "A permissive policy on a table with a tenant column asks neither for the tenant nor for the caller.",
    why: "Rows of every tenant pass. Permissive policies are joined by OR, so a stricter one beside it does not help.",
    help: "compare the tenant column with the caller's tenant in every alternative, or add a restrictive policy that does",
    bad: "create table public.invoices (id uuid primary key, tenant_id uuid not null, owner_id uuid);
        alter table public.invoices enable row level security;
        create policy assigned on public.invoices for select to authenticated using (owner_id is not null);",
    good: "create table public.invoices (id uuid primary key, tenant_id uuid not null, owner_id uuid);
        alter table public.invoices enable row level security;
        revoke all on public.invoices from anon, authenticated;
        grant select on public.invoices to authenticated;
        create policy tenant on public.invoices for select to authenticated
            using (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid) and owner_id is not null);",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope).filter(|it| !is_declared_open(scope, it)) {
        let Some(tenant) = tenant_column(scope, it.relation) else {
            continue;
        };
        if is_guarded(scope, &it, &tenant) {
            continue;
        }
        let name = it.policy.name.as_str();
        for (clause, _) in it.clauses() {
            let ignoring = scope
                .shapes
                .alternatives(&it.policy.relation, name, clause)
                .iter()
                .find(|part| ignores(scope, &it, &tenant, &part.expression, part.planned.shape));
            if let Some(part) = ignoring {
                let hit = Hit::new(
                    &it.object(),
                    format!(
                        "policy `{name}` on {} does not ask for `{}`: `{}` in its {} lets rows of every tenant through",
                        it.relation.name,
                        tenant.name.as_str(),
                        part.expression,
                        clause.sql()
                    ),
                );
                // Without a contract, published rows are taken to be for everybody.
                let published = it.policy.command == PolicyCommand::Select
                    && part.planned.shape.is_row()
                    && is_published(&part.expression);
                hits.push(match (tenant.declared, published) {
                    (true, _) => hit,
                    (false, true) => hit.severity(Severity::Note),
                    (false, false) => hit.severity(Severity::Warning),
                });
            }
        }
    }
    hits
}

fn ignores(
    scope: &Scope<'_>,
    it: &InForce<'_>,
    tenant: &TenantColumn,
    text: &str,
    shape: Shape,
) -> bool {
    let columns = own_columns(text, it.relation);
    if columns.contains(&tenant.name) {
        return false;
    }
    match shape {
        Shape::Tautology => true,
        Shape::Contradiction | Shape::Unknown => false,
        // An administrator's function or table is a reason; a claim of
        // everybody's is none.
        Shape::SessionOnly => {
            tenant.declared || super::row_independent_policy::is_sign_in_alone(text)
        }
        Shape::Row | Shape::RowUnwrapped => !reads_session(scope.facts, text),
    }
}

/// Returns whether a restrictive policy asks for the tenant wherever this one is
/// asked.
fn is_guarded(scope: &Scope<'_>, it: &InForce<'_>, tenant: &TenantColumn) -> bool {
    it.roles.iter().all(|role| {
        scope.facts.policies_of(&it.relation.name).any(|other| {
            !other.permissive
                && other.applies_to(role)
                && (other.command == PolicyCommand::All || other.command == it.policy.command)
                && [Clause::Using, Clause::Check]
                    .into_iter()
                    .filter_map(|clause| other.clause(clause))
                    .all(|text| own_columns(text, it.relation).contains(&tenant.name))
        })
    })
}

/// Returns whether a condition speaks of rows that are public by a mark.
fn is_published(text: &str) -> bool {
    let text = text.to_lowercase();
    ["public", "publish", "visib", "shared"]
        .iter()
        .any(|it| text.contains(it))
}
