//! Which tables are the project's.

use super::Scope;
use crate::facts::Relation;

/// Schemas of the platform and its extensions.
const PLATFORM: [&str; 26] = [
    "_analytics",
    "_realtime",
    "_supavisor",
    "auth",
    "cron",
    "dbdev",
    "extensions",
    "graphql",
    "graphql_public",
    "information_schema",
    "net",
    "pgbouncer",
    "pgmq",
    "pgsodium",
    "pgsodium_masks",
    "pgtle",
    "realtime",
    "repack",
    "storage",
    "supabase_functions",
    "supabase_migrations",
    "tiger",
    "tiger_data",
    "topology",
    "vault",
    "partman",
];

/// Returns whether a schema is the platform's.
pub(super) fn is_platform(schema: &str) -> bool {
    PLATFORM.contains(&schema)
}

/// Returns the tables of the project, partitions left out: what holds for the
/// whole holds for them.
pub(super) fn own_tables<'a>(scope: &Scope<'a>) -> impl Iterator<Item = &'a Relation> {
    scope.facts.relations.iter().filter(|it| {
        it.kind.has_policies()
            && it.extension.is_none()
            && !it.is_partition
            && !is_platform(it.name.schema.as_str())
    })
}
