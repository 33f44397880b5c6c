//! The Supabase CLI's own splitting of a file.

/// Returns what the Supabase CLI stores in `schema_migrations.statements`.
pub fn cli_statements(sql: &str) -> Vec<String> {
    vec![sql.to_owned()]
}
