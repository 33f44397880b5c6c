//! The files that a project is made of, as values.

use stagecraft_model::{Digest, Finding};

use super::Layout;

/// One migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationFile {
    /// The version as the project's own tool records it.
    pub version: String,
    /// What follows the version in its name, without endings; may be empty.
    pub name: String,
    /// Relative to the project, with forward slashes.
    pub path: String,
    /// Its text; bytes that are not UTF-8 are replaced, and a finding says so.
    /// Of a file that holds the way back too, that part is blanked out, so
    /// that bytes and lines are those of the file.
    pub sql: String,
    /// Digest of the whole file's bytes.
    pub digest: Digest,
    /// Whether it says in its tool's own way that it wants no transaction.
    pub no_transaction: bool,
}

/// What undoes one migration, with everything that is needed to run it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollbackFile {
    /// The version of what it undoes.
    pub version: String,
    /// The path of the migration that it undoes; absent where the project has
    /// none, or only one that is a program.
    pub migration: Option<String>,
    /// What follows the version in its name, without endings; may be empty.
    pub name: String,
    /// Relative to the project, with forward slashes.
    pub path: String,
    /// Its text; of a file that holds the migration too, that part is blanked
    /// out, so that bytes and lines are those of the file.
    pub sql: String,
    /// Digest of the whole file's bytes.
    pub digest: Digest,
    /// Whose file it is; decides how it is run.
    pub layout: Layout,
    /// Whether it says in its tool's own way that it wants no transaction.
    pub no_transaction: bool,
    /// What reading it found; the project has these too. An error refuses it.
    pub findings: Vec<Finding>,
}

/// One seed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedFile {
    /// Relative to the project, with forward slashes.
    pub path: String,
    /// Digest of its bytes.
    pub digest: Digest,
}
