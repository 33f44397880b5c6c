//! P14: a policy that names one tenant.

use stagecraft_model::Severity;

use crate::rules::clause::Token;
use crate::rules::clause::{alternatives, own_columns, requirements, tokens};
use crate::rules::effect::permissive;
use crate::rules::session::reads_session;
use crate::rules::tenant::tenant_column;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P14",
    name: "literal-tenant",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy compares an id with a constant.",
    why: "Everybody whom the policy is for gets that tenant's or user's rows, whoever they are. It is mostly left over from a trial.",
    help: "compare with the caller's tenant or id",
    bad: "create table public.notes (id uuid primary key, tenant_id uuid not null);
        alter table public.notes enable row level security;
        create policy tenant on public.notes for select to authenticated
            using (tenant_id = '5a6e0000-0000-4000-8000-000000000001');",
    good: super::user_metadata_in_policy::RULE.good,
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope) {
        let tenant = tenant_column(scope, it.relation).map(|it| it.name);
        for (clause, text) in it.clauses() {
            let parts = alternatives(text).into_iter().flat_map(requirements);
            for part in parts.filter(|part| is_constant(part) && !reads_session(scope.facts, part))
            {
                let column = own_columns(part, it.relation).into_iter().find(|name| {
                    tenant.as_ref() == Some(name)
                        || it
                            .relation
                            .column(name)
                            .is_some_and(|it| it.base_type == "uuid")
                });
                if let Some(column) = column {
                    hits.push(Hit::new(
                        &it.object(),
                        format!(
                            "policy `{}` on {} compares `{}` with a constant in its {}",
                            it.policy.name.as_str(),
                            it.relation.name,
                            column.as_str(),
                            clause.sql()
                        ),
                    ));
                }
            }
        }
    }
    hits
}

/// Returns whether a condition is `column = constant` or `column in (constants)`.
fn is_constant(text: &str) -> bool {
    let tokens = tokens(text);
    let equals = tokens.iter().any(|it| it.is_symbol("="));
    let constant = tokens
        .iter()
        .any(|it| matches!(it, Token::Text(_) | Token::Number));
    equals && constant && !tokens.iter().any(|it| it.is("SELECT"))
}
