//! Rules about what policies cost.

mod index_behind_policies;
mod multiple_permissive_policies;
mod per_row_lookup;
mod policy_tried_for_anon;
mod unindexed_policy_column;
mod unwrapped_session_call;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &unwrapped_session_call::RULE,
    &unindexed_policy_column::RULE,
    &multiple_permissive_policies::RULE,
    &policy_tried_for_anon::RULE,
    &per_row_lookup::RULE,
    &index_behind_policies::RULE,
];
