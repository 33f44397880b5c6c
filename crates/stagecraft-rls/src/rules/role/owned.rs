//! Tables whose policies are off for their owner.

use crate::facts::Relation;
use crate::rules::{Scope, supabase};

/// Returns the project's tables with row security that is not forced, so that
/// it never holds for the owner and whoever has the owner's rights.
pub(super) fn unforced<'a>(
    scope: &Scope<'a>,
    owner: &str,
) -> impl Iterator<Item = &'a Relation> + use<'a> {
    let owner = owner.to_owned();
    scope.facts.relations.iter().filter(move |it| {
        it.owner == owner
            && it.kind.has_policies()
            && it.rls
            && !it.force
            && it.extension.is_none()
            && !supabase::owns_schema(it.name.schema.as_str())
    })
}

/// Returns a number of tables in words, the first by name.
pub(super) fn tables(tables: &[&Relation]) -> String {
    match tables {
        [] => "no table".to_owned(),
        [one] => one.name.to_string(),
        [first, rest @ ..] => format!("{} and {} more", first.name, rest.len()),
    }
}
