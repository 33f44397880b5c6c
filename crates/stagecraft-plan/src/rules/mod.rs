//! One file per rule.

/// Returns the ids of all rules, sorted.
pub fn rule_ids() -> &'static [&'static str] {
    &[]
}
