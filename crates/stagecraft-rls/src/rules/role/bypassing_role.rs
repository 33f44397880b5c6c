//! A role for applications that no policy holds for.

use stagecraft_model::Severity;

use crate::contract::Contract;
use crate::rules::{Hit, Rule, Scope, supabase};

pub(super) const RULE: Rule = Rule {
    id: "R02",
    name: "bypassing-role",
    severity: Severity::Error,
    splinter: None,
    summary: "A role of the API, or one that logs in, has BYPASSRLS or SUPERUSER.",
    why: "No policy holds for such a role, forced or not. The platform has one for the server, \
          `service_role`; each further one is another key to every row. It is a warning for a role \
          that only logs in, as backups and administrators do.",
    help: "`alter role … nobypassrls nosuperuser`, and grant it what it needs by policies",
    bad: "set local role supabase_admin;
          create role reporting bypassrls;
          grant reporting to authenticator;
          set local role postgres",
    good: "create role reporting;
           grant reporting to authenticator",
    check,
};

/// A superuser that only logs in is the cluster's own. What an actor of the
/// contract may do as a role of the project's is declared and tried.
fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let declared = scope.contract.map(Contract::roles).unwrap_or_default();
    scope
        .facts
        .roles
        .iter()
        .filter(|it| it.bypasses() && it.name != "service_role")
        .filter_map(|role| {
            let what = if role.superuser {
                "is a superuser"
            } else {
                "has BYPASSRLS"
            };
            let own = !supabase::owns_role(&role.name) && role.name != scope.facts.server.runner;
            if role.api {
                let hit = Hit::new(
                    &role.name,
                    format!("{}, a role of the API, {what}", role.name),
                );
                return Some(if own && declared.contains(&role.name) {
                    hit.severity(Severity::Note)
                } else {
                    hit
                });
            }
            (own && role.login && !role.superuser).then(|| {
                Hit::new(&role.name, format!("{} logs in and {what}", role.name))
                    .severity(Severity::Warning)
            })
        })
        .collect()
}
