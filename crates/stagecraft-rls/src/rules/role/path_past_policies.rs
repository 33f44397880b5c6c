//! A role that policies hold for may become, or has the rights of, one that they
//! do not hold for.

use stagecraft_model::Severity;

use super::owned::unforced;
use crate::facts::Role;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "R03",
    name: "path-past-policies",
    severity: Severity::Error,
    splinter: None,
    summary: "A role of the API is a member of one that bypasses policies or owns protected \
              tables.",
    why: "As a member it has that role's grants, policies and, for an owner, exemption; a session \
          that logged in as it may also `SET ROLE`. It is a warning where neither happens: rights \
          are not inherited and the role does not log in.",
    help: "`revoke … from …`",
    bad: "grant service_role to authenticated",
    good: "create role readers;
           grant readers to authenticated",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let facts = scope.facts;
    facts
        .bound_roles()
        .filter_map(|role| {
            let targets: Vec<&Role> = facts
                .roles
                .iter()
                .filter(|it| role.uses.contains(&it.name) || role.may_set.contains(&it.name))
                .filter(|it| it.bypasses() || unforced(scope, &it.name).next().is_some())
                .collect();
            if targets.is_empty() {
                return None;
            }
            let hit = Hit::new(
                &role.name,
                format!(
                    "{} is a member of {}, for whom policies do not hold",
                    role.name,
                    who(&targets)
                ),
            );
            let effective = targets
                .iter()
                .any(|it| role.login || role.uses.contains(&it.name));
            Some(if effective {
                hit
            } else {
                hit.severity(Severity::Warning)
            })
        })
        .collect()
}
