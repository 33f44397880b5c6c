//! Rules about what is reachable, and where row security is switched off.

mod bucket_listing;
mod default_privileges;
mod foreign_table;
mod graphql;
mod graphql_anon;
mod graphql_authenticated;
mod materialized_view;
mod only_restrictive_policies;
mod owner_privileges_granted;
mod partition_without_rls;
mod policies_without_grants;
mod policies_without_rls;
mod policy_without_clause;
mod published_without_rls;
mod queue_exposed;
mod restrictive_without_effect;
mod rls_disabled;
mod rls_without_policies;
mod schema_open;
mod sensitive_column;
mod storage;
mod storage_without_bucket;
mod truncate_granted;
mod wanted;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &rls_disabled::RULE,
    &policies_without_rls::RULE,
    &rls_without_policies::RULE,
    &only_restrictive_policies::RULE,
    &policy_without_clause::RULE,
    &restrictive_without_effect::RULE,
    &partition_without_rls::RULE,
    &foreign_table::RULE,
    &materialized_view::RULE,
    &truncate_granted::RULE,
    &owner_privileges_granted::RULE,
    &default_privileges::RULE,
    &sensitive_column::RULE,
    &schema_open::RULE,
    &published_without_rls::RULE,
    &storage_without_bucket::RULE,
    &policies_without_grants::RULE,
    &bucket_listing::RULE,
    &graphql_anon::RULE,
    &graphql_authenticated::RULE,
    &queue_exposed::RULE,
];
