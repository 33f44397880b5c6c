//! Rules about the platform beside row security: the rest of what the Supabase
//! advisors look for, and the server itself.

mod duplicate_index;
mod extension_in_public;
mod fkey_to_auth_unique;
mod no_primary_key;
mod outdated_extension;
mod unindexed_foreign_key;
mod unsupported_reg_type;
mod unused_index;
mod vulnerable_server;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &vulnerable_server::RULE,
    &unindexed_foreign_key::RULE,
    &no_primary_key::RULE,
    &unused_index::RULE,
    &duplicate_index::RULE,
    &extension_in_public::RULE,
    &unsupported_reg_type::RULE,
    &fkey_to_auth_unique::RULE,
    &outdated_extension::RULE,
];
