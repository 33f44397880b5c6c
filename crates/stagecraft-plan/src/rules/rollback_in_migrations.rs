//! A rollback file among the migrations.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "rollback-in-migrations",
    severity: Severity::Error,
    why: "Its name matches the pattern of a migration, so that the Supabase CLI would \
          apply it right after the migration that it undoes.",
    help: "move it to `supabase/rollbacks/<version>_<name>.sql`",
};

/// `path` looks like a rollback.
pub(crate) fn found(path: &str) -> Finding {
    RULE.finding(path, format!("`{path}` would be applied as a migration"))
        .at(path, None)
}

/// Returns whether a file name says that the file undoes something.
pub(crate) fn is_rollback(file_name: &str) -> bool {
    let name = file_name.to_ascii_lowercase();
    [".rollback.sql", ".down.sql", ".undo.sql", ".revert.sql"]
        .iter()
        .any(|it| name.ends_with(it))
}
