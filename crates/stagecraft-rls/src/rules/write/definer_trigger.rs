//! W14: a trigger that writes past the policies.

use stagecraft_model::Severity;

use crate::facts::Relation;
use crate::rules::clause::{Token, tokens};
use crate::rules::tenant::tenant_column;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W14",
    name: "definer-trigger",
    severity: Severity::Warning,
    splinter: None,
    summary: "A SECURITY DEFINER trigger on a table of tenants changes rows without naming the tenant.",
    why: "A trigger runs with its caller's rights unless its function is SECURITY DEFINER; then it runs with the owner's, whom policies mostly do not hold for. A change of one tenant's row can then change another's.",
    help: "name the tenant in the trigger's statements, or make the function SECURITY INVOKER",
    bad: "create table public.projects (id uuid primary key, tenant_id uuid not null, tasks int not null default 0);
        create table public.tasks (id uuid primary key, tenant_id uuid not null, project_id uuid);
        alter table public.projects enable row level security;
        alter table public.tasks enable row level security;
        create schema private;
        create function private.count_task() returns trigger language plpgsql security definer set search_path = '' as
            'begin update public.projects set tasks = tasks + 1 where id = new.project_id; return new; end';
        create trigger count_task after insert on public.tasks for each row execute function private.count_task();",
    good: "create table public.projects (id uuid primary key, tenant_id uuid not null, tasks int not null default 0);
        create table public.tasks (id uuid primary key, tenant_id uuid not null, project_id uuid);
        alter table public.projects enable row level security;
        alter table public.tasks enable row level security;
        revoke all on public.projects, public.tasks from anon, authenticated;
        create schema private;
        create function private.count_task() returns trigger language plpgsql security definer set search_path = '' as
            'begin update public.projects set tasks = tasks + 1
                where id = new.project_id and tenant_id = new.tenant_id; return new; end';
        revoke all on function private.count_task from public, anon, authenticated;
        create trigger count_task after insert on public.tasks for each row execute function private.count_task();",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in &scope.facts.relations {
        let Some(tenant) = tenant_column(scope, relation) else {
            continue;
        };
        for trigger in relation
            .triggers
            .iter()
            .filter(|it| it.enabled && it.security_definer)
        {
            let Some(routine) = scope.facts.routine(&trigger.routine) else {
                continue;
            };
            let body = tokens(&routine.source);
            let names = body
                .iter()
                .any(|it| it.name() == Some(tenant.name.as_str()));
            if relation.extension.is_some() || routine.extension.is_some() || names {
                continue;
            }
            if let Some(table) = changed(scope, &body) {
                hits.push(Hit::of_part(&relation.name, &trigger.name,
                    format!(
                        "trigger `{}` on {} changes {} with its owner's rights and does not name `{}`",
                        trigger.name.as_str(),
                        relation.name,
                        table.name,
                        tenant.name.as_str()
                    ),
                ));
            }
        }
    }
    hits
}

/// Returns a table of tenants whose rows a routine updates or deletes.
fn changed<'a>(scope: &Scope<'a>, body: &[Token]) -> Option<&'a Relation> {
    let written: Vec<_> = body
        .windows(2)
        .enumerate()
        .filter(|(_, it)| match it {
            [first, second] => first.is("update") || (first.is("delete") && second.is("from")),
            _ => false,
        })
        .flat_map(|(at, _)| body.iter().skip(at + 1).take(5).filter_map(Token::name))
        .collect();
    scope
        .facts
        .relations
        .iter()
        .filter(|it| it.rls && tenant_column(scope, it).is_some())
        .find(|it| written.contains(&it.name.name.as_str()))
}
