//! One file per rule: its id, why it matters, what to do, and how it is told.
//!
//! A rule only makes findings; who looks for the offence stands where the
//! facts are (`project`, `split`, `plan`).

pub(crate) mod backslash_strings;
pub(crate) mod broken_sections;
pub(crate) mod byte_order_mark;
pub(crate) mod copy_from_stdin;
pub(crate) mod duplicate_version;
pub(crate) mod edited_after_apply;
pub(crate) mod empty_migration;
pub(crate) mod empty_rollback;
pub(crate) mod enum_value_used;
pub(crate) mod hidden_commit;
pub(crate) mod history_without_statements;
pub(crate) mod impossible_transaction;
pub(crate) mod initial_file_skipped;
pub(crate) mod migration_not_run;
pub(crate) mod missing_locally;
pub(crate) mod missing_rollback;
pub(crate) mod mixed_digit_counts;
pub(crate) mod mixed_transaction_modes;
pub(crate) mod needs_transaction_block;
pub(crate) mod not_utf8;
pub(crate) mod nul_byte;
pub(crate) mod out_of_order;
pub(crate) mod psql_meta_command;
pub(crate) mod rollback_in_migrations;
pub(crate) mod rollback_without_migration;
pub(crate) mod stale_keep_file;
pub(crate) mod subfolder_ignored;
pub(crate) mod text_order;
pub(crate) mod transaction_around_file;
pub(crate) mod transaction_control;
pub(crate) mod unmatched_file_name;
pub(crate) mod unparsable_file;
pub(crate) mod unreadable_metadata;

use stagecraft_model::{Finding, Severity};

/// What all findings of a rule have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) severity: Severity,
    pub(crate) why: &'static str,
    pub(crate) help: &'static str,
}

impl Rule {
    /// Returns a finding about `subject`, which makes its key.
    fn finding(&self, subject: &str, message: impl Into<String>) -> Finding {
        Finding::new(self.id, self.severity, subject, message)
            .why(self.why)
            .help(self.help)
    }
}

const RULES: &[&Rule] = &[
    &backslash_strings::RULE,
    &broken_sections::RULE,
    &byte_order_mark::RULE,
    &copy_from_stdin::RULE,
    &duplicate_version::RULE,
    &edited_after_apply::RULE,
    &empty_migration::RULE,
    &empty_rollback::RULE,
    &enum_value_used::RULE,
    &hidden_commit::RULE,
    &history_without_statements::RULE,
    &impossible_transaction::RULE,
    &initial_file_skipped::RULE,
    &migration_not_run::RULE,
    &missing_locally::RULE,
    &missing_rollback::RULE,
    &mixed_digit_counts::RULE,
    &mixed_transaction_modes::RULE,
    &needs_transaction_block::RULE,
    &not_utf8::RULE,
    &nul_byte::RULE,
    &out_of_order::RULE,
    &psql_meta_command::RULE,
    &rollback_in_migrations::RULE,
    &rollback_without_migration::RULE,
    &stale_keep_file::RULE,
    &subfolder_ignored::RULE,
    &text_order::RULE,
    &transaction_around_file::RULE,
    &transaction_control::RULE,
    &unmatched_file_name::RULE,
    &unparsable_file::RULE,
    &unreadable_metadata::RULE,
];

/// Returns the ids of all rules, sorted.
pub fn rule_ids() -> Vec<&'static str> {
    RULES.iter().map(|it| it.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_rules_is_reviewed() {
        let list: Vec<_> = RULES
            .iter()
            .map(|it| format!("{} {:?}", it.id, it.severity))
            .collect();
        let mut sorted = list.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(list.len(), sorted.len());
        insta::assert_snapshot!(list.join("\n"));
    }
}
