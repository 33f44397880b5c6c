//! Rules about what is reachable, and where row security is switched off.

mod only_restrictive_policies;
mod policies_without_rls;
mod policy_without_clause;
mod restrictive_without_effect;
mod rls_disabled;
mod rls_without_policies;
mod written;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &rls_disabled::RULE,
    &policies_without_rls::RULE,
    &rls_without_policies::RULE,
    &only_restrictive_policies::RULE,
    &policy_without_clause::RULE,
    &restrictive_without_effect::RULE,
];
