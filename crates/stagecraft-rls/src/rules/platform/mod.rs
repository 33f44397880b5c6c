//! Rules about the platform around the tables: keys, indexes, extensions, versions.

use super::Rule;

/// The rules, by id.
pub(super) const RULES: &[&Rule] = &[];
