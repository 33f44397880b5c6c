//! Rules about functions, and whose rights they run with.

mod anon_callable;
mod definer;
mod invoker_inside_definer;
mod search_path;
mod trusted_argument;
mod user_callable;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &anon_callable::RULE,
    &search_path::RULE,
    &trusted_argument::RULE,
    &invoker_inside_definer::RULE,
    &user_callable::RULE,
];
