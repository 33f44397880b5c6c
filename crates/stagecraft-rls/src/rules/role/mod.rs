//! Rules about roles, and who may become whom.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
