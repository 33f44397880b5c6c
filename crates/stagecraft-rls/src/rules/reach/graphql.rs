//! What a role sees of the schema over GraphQL.

use crate::facts::{Relation, RelationKind, Role};
use crate::rules::who::list;
use crate::rules::{Hit, Scope};

/// How many tables a message names.
const NAMED: usize = 5;

/// Returns a hit for the extension when a role sees tables over GraphQL.
pub(super) fn seen_by(scope: &Scope<'_>, role: &str) -> Option<Hit> {
    let facts = scope.facts;
    let installed = facts.extensions.iter().any(|it| it.name == "pg_graphql");
    let served = facts.routines.iter().any(|it| {
        it.qualified.schema.as_str() == "graphql_public"
            && it.qualified.name.as_str() == "graphql"
            && it.execute.iter().any(|it| it == role)
    });
    if !installed || !served || facts.role(role).is_none_or(Role::bypasses) {
        return None;
    }
    let tables: Vec<_> = scope
        .exposed()
        .filter(|it| is_seen(scope, it, role))
        .map(|it| it.name.to_string())
        .collect();
    if tables.is_empty() {
        return None;
    }
    let named = if tables.len() > NAMED {
        format!("{} tables", tables.len())
    } else {
        list(&tables)
    };
    Some(Hit::new(
        &"pg_graphql",
        format!("{role} sees names and columns of {named} over GraphQL"),
    ))
}

/// pg_graphql shows tables that have a primary key; of a partitioned one the
/// partitions, not the whole.
fn is_seen(scope: &Scope<'_>, table: &Relation, role: &str) -> bool {
    table.kind == RelationKind::Table
        && !table.primary_key().is_empty()
        && scope.read_by(table).iter().any(|it| it.name == role)
}
