//! Rules about what a policy's condition says.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
