//! A role that can make itself one that no policy holds for.

use stagecraft_model::Severity;

use crate::rules::{Hit, Rule, Scope, supabase};

pub(super) const RULE: Rule = Rule {
    id: "R05",
    name: "role-can-make-bypassing-roles",
    severity: Severity::Warning,
    splinter: None,
    summary: "A role of the project can make a role that bypasses policies, or make itself a \
              member of one.",
    why: "Since Postgres 16 CREATEROLE together with BYPASSRLS is enough to make a role with \
          BYPASSRLS. Before 16 CREATEROLE alone is enough to become a member of any role that is \
          no superuser, `service_role` included.",
    help: "`alter role … nocreaterole`",
    bad: "set local role supabase_admin;
          create role operator login createrole bypassrls;
          set local role postgres",
    good: "create role operator login",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let facts = scope.facts;
    let joins = facts.server.major() < 16;
    facts
        .roles
        .iter()
        .filter(|it| {
            it.create_role
                && !it.superuser
                && (it.login || it.api)
                && !supabase::owns_role(&it.name)
        })
        .filter_map(|role| {
            let what = if joins {
                let other = facts
                    .roles
                    .iter()
                    .find(|it| it.bypass_rls && !it.superuser && it.name != role.name)?;
                format!("can make itself a member of {}", other.name)
            } else if role.bypass_rls {
                "can make roles with BYPASSRLS".to_owned()
            } else {
                return None;
            };
            Some(Hit::new(&role.name, format!("{} {what}", role.name)))
        })
        .collect()
}
