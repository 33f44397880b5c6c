//! Rules about what is reachable, and where row security is switched off.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
