//! Rules about roles, and who may become whom.

mod bypassing_role;
mod owned;
mod owner_not_forced;
mod path_past_policies;
mod role_maker;
mod undeclared_role;
mod uninherited_policy;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &owner_not_forced::RULE,
    &bypassing_role::RULE,
    &path_past_policies::RULE,
    &uninherited_policy::RULE,
    &role_maker::RULE,
    &undeclared_role::RULE,
];
