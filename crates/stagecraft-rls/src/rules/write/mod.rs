//! Rules about what callers can write.

mod cascade_across_tenants;
mod crossed_update_policies;
mod definer_trigger;
mod foreign_key;
mod reference_across_tenants;
mod rule_with_owner_rights;
mod unique_across_tenants;
mod unprotected_column;
mod weaker_check;
mod writes_without_select;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &weaker_check::RULE,
    &crossed_update_policies::RULE,
    &writes_without_select::RULE,
    &unprotected_column::RULE,
    &cascade_across_tenants::RULE,
    &reference_across_tenants::RULE,
    &unique_across_tenants::RULE,
    &definer_trigger::RULE,
    &rule_with_owner_rights::RULE,
];
