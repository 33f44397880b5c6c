//! Which schemas are the platform's, and not a project's own.

/// Schemas that Supabase, its extensions and its sandbox bring with them.
const PLATFORM: [&str; 22] = [
    "_analytics",
    "_realtime",
    "_supavisor",
    "auth",
    "cron",
    "extensions",
    "graphql",
    "graphql_private",
    "graphql_public",
    "information_schema",
    "net",
    "pgbouncer",
    "pgmq",
    "pgsodium",
    "pgsodium_masks",
    "pgtle",
    "realtime",
    "stagecraft_platform",
    "storage",
    "supabase_functions",
    "supabase_migrations",
    "vault",
];

/// Returns whether a schema is the platform's, or the server's.
pub fn is_platform_schema(schema: &str) -> bool {
    PLATFORM.contains(&schema) || schema.starts_with("pg_")
}
