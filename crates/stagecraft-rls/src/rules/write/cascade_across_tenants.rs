//! W11: a change that reaches another tenant's rows through a foreign key.

use stagecraft_model::Severity;

use super::foreign_key::loose;
use crate::facts::PolicyCommand;
use crate::rules::effect::reaches;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "W11",
    name: "cascade-across-tenants",
    severity: Severity::Warning,
    splinter: None,
    summary: "A foreign key between tables of tenants changes its rows along with the parent's, and does not carry the tenant.",
    why: "What a foreign key does is not held to policies. If a row of another tenant points at a row of the caller's, deleting the one deletes or changes the other.",
    help: "put the tenant into the key: `foreign key (tenant_id, project_id) references projects (tenant_id, id)`",
    bad: "create table public.projects (id uuid primary key, tenant_id uuid not null);
        create table public.tasks (id uuid primary key, tenant_id uuid not null,
            project_id uuid references public.projects on delete cascade);
        alter table public.projects enable row level security;
        alter table public.tasks enable row level security;",
    good: "create table public.projects (id uuid primary key, tenant_id uuid not null, unique (tenant_id, id));
        create table public.tasks (id uuid primary key, tenant_id uuid not null, project_id uuid,
            foreign key (tenant_id, project_id) references public.projects (tenant_id, id) on delete cascade);
        create index on public.tasks (tenant_id, project_id);
        alter table public.projects enable row level security;
        alter table public.tasks enable row level security;
        revoke all on public.projects, public.tasks from anon, authenticated;
        grant select, insert, delete on public.projects, public.tasks to authenticated;
        create policy tenant on public.projects to authenticated
            using (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid));
        create policy tenant on public.tasks to authenticated
            using (tenant_id = (select (auth.jwt() -> 'app_metadata' ->> 'tenant_id')::uuid));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in loose(scope) {
        let acts = |action: char| ['c', 'n', 'd'].contains(&action);
        let change = [
            (it.key.on_delete, PolicyCommand::Delete),
            (it.key.on_update, PolicyCommand::Update),
        ]
        .into_iter()
        .find(|(action, command)| {
            acts(*action)
                && scope
                    .facts
                    .bound_roles()
                    .any(|role| reaches(scope, it.parent, role, *command))
        });
        let Some((_, command)) = change else {
            continue;
        };
        let hit = Hit::of_part(
            it.object(),
            &it.key.name,
            format!(
                "{} of {} follows {} of {} across tenants: the key does not carry `{}`",
                it.columns(),
                it.child.name,
                command.sql(),
                it.parent.name,
                it.tenant.as_str()
            ),
        );
        hits.push(if it.declared {
            hit
        } else {
            hit.severity(Severity::Note)
        });
    }
    hits
}
