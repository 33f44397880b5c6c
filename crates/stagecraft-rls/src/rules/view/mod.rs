//! Rules about views and what they read.

mod definer_view;
mod invoker_over_definer;
mod no_security_barrier;
pub(super) mod path;
mod private_view;
mod unusable_invoker_view;

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[
    &definer_view::RULE,
    &invoker_over_definer::RULE,
    &private_view::RULE,
    &unusable_invoker_view::RULE,
    &no_security_barrier::RULE,
];
