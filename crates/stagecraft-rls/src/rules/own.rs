//! Which tables are the project's.

use super::{Scope, supabase};
use crate::facts::Relation;

/// Returns the tables of the project, partitions left out: what holds for the
/// whole holds for them.
pub(super) fn own_tables<'a>(scope: &Scope<'a>) -> impl Iterator<Item = &'a Relation> {
    scope.facts.relations.iter().filter(|it| {
        it.kind.has_policies()
            && it.extension.is_none()
            && !it.is_partition
            && !supabase::owns_schema(it.name.schema.as_str())
    })
}
