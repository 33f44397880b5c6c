//! Q05: a lookup that is made again for every row.

use stagecraft_model::Severity;

use crate::facts::{Clause, PolicyCommand};
use crate::rules::clause::{calls, tokens};
use crate::rules::effect::{InForce, in_force};
use crate::rules::session::routines_of;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "Q05",
    name: "per-row-lookup",
    severity: Severity::Note,
    splinter: None,
    summary: "A policy runs a sub-select or a function of the row's columns for every row.",
    why: "A lookup by the row is made as often as there are rows. One by the caller is made once: which tenants are theirs does not depend on the row.",
    help: "turn it around: `tenant_id in (select public.my_tenants())`",
    bad: "create table public.notes (id uuid primary key, tenant_id uuid not null);
        alter table public.notes enable row level security;
        create function public.is_mine(tenant uuid) returns boolean language sql stable set search_path = ''
            as $$select tenant::text = auth.jwt() -> 'app_metadata' ->> 'tenant_id'$$;
        create policy tenant on public.notes for select to authenticated using (public.is_mine(tenant_id));",
    good: "create table public.notes (id uuid primary key, tenant_id uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create function public.my_tenants() returns setof uuid language sql stable set search_path = ''
            as $$select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid$$;
        create policy tenant on public.notes for select to authenticated
            using (tenant_id in (select public.my_tenants()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    // What is inserted is looked up row by row in any case.
    for it in in_force(scope)
        .into_iter()
        .filter(|it| it.policy.command != PolicyCommand::Insert)
    {
        let found = it
            .clauses()
            .find_map(|(clause, _)| Some((clause, lookup(scope, &it, clause)?)));
        if let Some((clause, lookup)) = found {
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{}` on {} runs {lookup} for every row in its {}",
                    it.policy.name.as_str(),
                    it.relation.name,
                    clause.sql()
                ),
            ));
        }
    }
    hits
}

fn lookup(scope: &Scope<'_>, it: &InForce<'_>, clause: Clause) -> Option<String> {
    let planned = scope
        .shapes
        .planned(&it.policy.relation, it.policy.name.as_str(), clause)?;
    for condition in &planned.conditions {
        // A hashed one is run once and looked up in.
        let repeated = condition.match_indices("SubPlan ").any(|(at, _)| {
            !condition
                .get(..at)
                .is_some_and(|it| it.ends_with("hashed "))
        });
        if repeated && !condition.contains("alternatives:") {
            return Some("a sub-select".to_owned());
        }
        let tokens = tokens(condition);
        let called = calls(&tokens);
        let routine = called
            .iter()
            .filter(|call| !call.empty && call.schema.is_some())
            .flat_map(|call| routines_of(scope.facts, call))
            .find(|routine| routine.volatility != 'i' && routine.extension.is_none());
        if let Some(routine) = routine {
            return Some(routine.identity.clone());
        }
    }
    None
}
