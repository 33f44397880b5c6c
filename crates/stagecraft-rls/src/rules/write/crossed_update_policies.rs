//! W04: one policy opens a row and another one accepts what becomes of it.

use stagecraft_model::{Ident, Severity};

use crate::facts::{Policy, PolicyCommand, Relation, Role};
use crate::rules::bound;
use crate::rules::clause::own_columns;
use crate::rules::effect::{object, reaches};
use crate::rules::tenant::tenant_column;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W04",
    name: "crossed-update-policies",
    severity: Severity::Error,
    splinter: None,
    summary: "Two permissive UPDATE policies hold for one role, and one's WITH CHECK does not bind a column that the other's USING binds.",
    why: "The USING of all policies are joined by OR, and so are their checks: a row that one policy opens may be written back under the other. Whoever sees a row through their team can take it out of the team by making it their own.",
    help: "join the policies into one, or bind the column in a restrictive policy for UPDATE",
    bad: "create table public.docs (id uuid primary key, owner uuid not null, team uuid not null);
        alter table public.docs enable row level security;
        create policy own on public.docs for update to authenticated using (owner = auth.uid());
        create policy team on public.docs for update to authenticated
            using (team = (auth.jwt() -> 'app_metadata' ->> 'team')::uuid);",
    good: "create table public.docs (id uuid primary key, owner uuid not null, team uuid not null);
        alter table public.docs enable row level security;
        revoke all on public.docs from anon, authenticated;
        grant select, update on public.docs to authenticated;
        create policy team on public.docs for select to authenticated
            using (team = (select (auth.jwt() -> 'app_metadata' ->> 'team')::uuid));
        create policy edit on public.docs for update to authenticated
            using (team = (select (auth.jwt() -> 'app_metadata' ->> 'team')::uuid));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for relation in &scope.facts.relations {
        if relation.extension.is_some() {
            continue;
        }
        for role in scope.facts.bound_roles() {
            if !reaches(scope, relation, role, PolicyCommand::Update) {
                continue;
            }
            for hit in crossed(scope, relation, role) {
                if !hits.iter().any(|it| it.object == hit.object) {
                    hits.push(hit);
                }
            }
        }
    }
    hits
}

fn crossed(scope: &Scope<'_>, relation: &Relation, role: &Role) -> Vec<Hit> {
    let policies: Vec<_> = scope
        .facts
        .policies_of(&relation.name)
        .filter(|it| it.applies_to(role) && it.command.covers(PolicyCommand::Update))
        .collect();
    let (permissive, restrictive): (Vec<&Policy>, Vec<&Policy>) =
        policies.into_iter().partition(|it| it.permissive);
    let bound: Vec<Ident> = restrictive
        .iter()
        .filter_map(|it| it.effective_check())
        .flat_map(|text| own_columns(text, relation))
        .collect();
    let mut hits = Vec::new();
    for opens in &permissive {
        for accepts in permissive.iter().filter(|it| it.name != opens.name) {
            let (Some(using), Some(checked)) = (&opens.using, accepts.effective_check()) else {
                continue;
            };
            let kept = own_columns(checked, relation);
            // Whoever passes a check without a column passes it with any row: that
            // is for other rules, or an administrator's right.
            if kept.is_empty() {
                continue;
            }
            let free: Vec<_> = bound::columns(scope, relation, using)
                .into_iter()
                .filter(|it| !kept.contains(it) && !bound.contains(it))
                .collect();
            let Some(first) = free.first() else {
                continue;
            };
            let tenant = tenant_column(scope, relation).map(|it| it.name);
            let hit = Hit::new(
                &object(opens),
                format!(
                    "policy `{}` on {} opens rows that {} may write back under policy `{}` with any `{}`",
                    opens.name.as_str(),
                    relation.name,
                    role.name,
                    accepts.name.as_str(),
                    first.as_str()
                ),
            );
            // Where the tenant stays bound, the row does not leave it.
            let leaves = tenant.is_none_or(|it| free.contains(&it));
            hits.push(if leaves {
                hit
            } else {
                hit.severity(Severity::Warning)
            });
        }
    }
    hits
}
