//! Rules about what a policy's condition says.

mod alternative_without_caller;
mod always_true_policy;
mod anon_can_write;
mod anonymous_users_admitted;
mod caller_writes_evidence;
mod database_role_as_caller;
mod email_as_identity;
mod fragile_setting;
mod frozen_session_helper;
mod leakproof_helper;
mod literal_tenant;
mod null_reaches_rows;
mod pattern_from_claim;
mod policy_for_bypassing_role;
mod policy_for_everyone;
mod policy_without_caller;
mod recursive_policy;
mod row_independent_policy;
mod tenant_column_ignored;
mod uncorrelated_subquery;
mod unknown_role_in_policy;
mod unreachable_policy;
mod user_metadata_in_policy;
mod volatile_helper;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &tenant_column_ignored::RULE,
    &uncorrelated_subquery::RULE,
    &policy_without_caller::RULE,
    &alternative_without_caller::RULE,
    &null_reaches_rows::RULE,
    &user_metadata_in_policy::RULE,
    &unknown_role_in_policy::RULE,
    &email_as_identity::RULE,
    &anonymous_users_admitted::RULE,
    &pattern_from_claim::RULE,
    &database_role_as_caller::RULE,
    &literal_tenant::RULE,
    &fragile_setting::RULE,
    &frozen_session_helper::RULE,
    &volatile_helper::RULE,
    &leakproof_helper::RULE,
    &caller_writes_evidence::RULE,
    &recursive_policy::RULE,
    &policy_for_bypassing_role::RULE,
    &policy_for_everyone::RULE,
    &anon_can_write::RULE,
    &always_true_policy::RULE,
    &unreachable_policy::RULE,
    &row_independent_policy::RULE,
];
