//! Rules about what may be written.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
