//! What belongs to the platform, not to the project: nobody there can mend it.

/// Schemas that Supabase or its extensions make and own. Sorted.
const SCHEMAS: &[&str] = &[
    "_analytics",
    "_realtime",
    "_supavisor",
    "_timescaledb_cache",
    "_timescaledb_catalog",
    "_timescaledb_config",
    "_timescaledb_internal",
    "auth",
    "cron",
    "dbdev",
    "extensions",
    "graphql",
    "graphql_public",
    "net",
    "pgbouncer",
    "pgmq",
    "pgmq_public",
    "pgroonga",
    "pgsodium",
    "pgsodium_masks",
    "pgtle",
    "realtime",
    "repack",
    "stagecraft_platform",
    "storage",
    "supabase_functions",
    "supabase_migrations",
    "tiger",
    "tiger_data",
    "topology",
    "vault",
];

/// Roles that Supabase makes, `supabase_…` aside. Sorted.
const ROLES: &[&str] = &[
    "anon",
    "authenticated",
    "authenticator",
    "cli_login_postgres",
    "dashboard_user",
    "pgbouncer",
    "pgsodium_keyholder",
    "pgsodium_keyiduser",
    "pgsodium_keymaker",
    "pgtle_admin",
    "postgres",
    "service_role",
];

/// Returns whether a schema is the platform's.
pub(super) fn owns_schema(name: &str) -> bool {
    SCHEMAS.binary_search(&name).is_ok()
}

/// Returns whether a role is the platform's.
pub(super) fn owns_role(name: &str) -> bool {
    name.starts_with("supabase_") || ROLES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(SCHEMAS.is_sorted());
        assert!(ROLES.is_sorted());
        assert!(owns_schema("vault") && !owns_schema("public"));
        assert!(owns_role("supabase_admin") && !owns_role("reporting"));
    }
}
