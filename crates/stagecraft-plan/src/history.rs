//! Rows of the history table that the Supabase CLI keeps.

use serde::{Deserialize, Serialize};

/// One row of `supabase_migrations.schema_migrations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// The primary key.
    pub version: String,
    /// What follows the version in the file's name.
    #[serde(default)]
    pub name: Option<String>,
    /// The file's statements as the CLI split them; absent in rows that other
    /// tools or old versions of the CLI wrote.
    #[serde(default)]
    pub statements: Option<Vec<String>>,
}
