//! Rules about functions, and whose rights they run with.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
