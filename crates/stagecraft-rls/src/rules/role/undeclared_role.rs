//! A role that a token can name although nobody declared it.

use stagecraft_model::Severity;

use crate::contract::Contract;
use crate::rules::{Hit, Rule, Scope, supabase};

pub(super) const RULE: Rule = Rule {
    id: "R06",
    name: "undeclared-api-role",
    severity: Severity::Warning,
    splinter: None,
    summary: "The API can become a role that the contract does not know.",
    why: "The `role` claim of a token chooses among all roles that `authenticator` is a member of. \
          What such a role may do is not tried by any actor of the contract.",
    help: "declare an actor with this role in the contract, or revoke the role from \
           `authenticator`",
    bad: "create role reporting;
          grant reporting to authenticator",
    good: "create role reporting",
    check,
};

/// Without a contract there is nothing to be missing from.
fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let declared = scope.contract.map(Contract::roles);
    scope
        .facts
        .api_roles()
        .filter(|it| !supabase::owns_role(&it.name))
        .filter(|it| {
            declared
                .as_ref()
                .is_none_or(|names| !names.contains(&it.name))
        })
        .map(|it| {
            let hit = Hit::new(
                &it.name,
                format!("a token can name the role {}, and no actor has it", it.name),
            );
            if declared.is_some() {
                hit
            } else {
                hit.severity(Severity::Note)
            }
        })
        .collect()
}
