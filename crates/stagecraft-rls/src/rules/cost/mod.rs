//! Rules about what policies cost.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
