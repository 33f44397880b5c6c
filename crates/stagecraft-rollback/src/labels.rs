//! Labels of enums that values have and the enum that comes back does not.

use stagecraft_catalog::{Column, EnumType, Object as _, Snapshot};
use stagecraft_model::quote_literal;

/// Returns the labels of the enum that a column gets back, where the column may
/// hold something else by now.
pub(crate) fn to_fit<'a>(
    was: &Column,
    is: &Column,
    before: &'a Snapshot,
    after: &Snapshot,
) -> Option<&'a [String]> {
    let known = &enum_of(was, before)?.labels;
    let has = enum_of(is, after);
    let fits = has.is_some_and(|it| it.labels.iter().all(|label| known.contains(label)));
    (!fits).then_some(known)
}

/// Returns whether a column's enum has all labels that it had, whatever they are
/// called now.
pub(crate) fn has_all(was: &Column, is: &Column, before: &Snapshot, after: &Snapshot) -> bool {
    let Some((old, new)) = enum_of(was, before).zip(enum_of(is, after)) else {
        return true;
    };
    before.identities.of(&old.id()) == after.identities.of(&new.id())
        || old.labels.iter().all(|it| new.labels.contains(it))
}

/// Returns what labels of a column's enum were called when the migration had
/// run, and what they are called since they got their names back.
pub(crate) fn renamed<'a>(
    column: &Column,
    left: &'a Snapshot,
    after: &'a Snapshot,
) -> Vec<(&'a str, &'a str)> {
    let Some(now) = enum_of(column, after) else {
        return Vec::new();
    };
    let identity = after.identities.of(&now.id());
    let object = identity.and_then(|it| {
        left.identities
            .object(stagecraft_catalog::Kind::EnumType, it)
    });
    let then = object.and_then(|object| left.enum_types.iter().find(|it| it.id() == *object));
    let pairs = then
        .into_iter()
        .flat_map(|it| it.labels.iter().zip(&now.labels));
    pairs
        .filter(|(then, now)| then != now)
        .map(|(then, now)| (then.as_str(), now.as_str()))
        .collect()
}

/// Returns labels as a list of literals.
pub(crate) fn list(labels: &[String]) -> String {
    let all: Vec<_> = labels.iter().map(|it| quote_literal(it)).collect();
    all.join(", ")
}

fn enum_of<'a>(column: &Column, snapshot: &'a Snapshot) -> Option<&'a EnumType> {
    let mut types = snapshot.enum_types.iter();
    types.find(|it| it.name().to_string() == column.r#type)
}
