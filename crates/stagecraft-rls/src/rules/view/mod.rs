//! Rules about views and what they read.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
