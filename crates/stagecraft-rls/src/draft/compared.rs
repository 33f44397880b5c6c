//! Columns that policies compare with the caller.

use stagecraft_model::Ident;

use super::shape::Place;
use crate::facts::{Facts, Relation};

/// Returns keys that policies compare with the caller and that point nowhere:
/// those of tables of profiles.
pub(super) fn unlinked(facts: &Facts) -> Vec<Place> {
    let tables = facts.relations.iter().filter(|it| it.kind.has_policies());
    tables
        .filter_map(|table| match table.primary_key() {
            [key] => Some((table, key)),
            _ => None,
        })
        .filter(|(table, key)| !table.foreign_keys.iter().any(|it| it.columns.contains(key)))
        .filter(|(table, key)| is_compared(facts, table, key))
        .map(|(table, key)| (table.name.clone(), key.clone()))
        .collect()
}

/// Whether a policy compares a column of its own with the caller.
pub(super) fn is_compared(facts: &Facts, relation: &Relation, column: &Ident) -> bool {
    facts.policies_of(&relation.name).any(|policy| {
        policy.columns.contains(column)
            && [&policy.using, &policy.check]
                .into_iter()
                .flatten()
                .any(|it| compares(it, column))
    })
}

/// Whether an expression of a policy compares a column of its own with
/// `auth.uid()`.
fn compares(expression: &str, column: &Ident) -> bool {
    let plain = expression
        .replace("( SELECT auth.uid() AS uid)", "auth.uid()")
        .replace("(auth.uid())::text", "auth.uid()");
    let is_word = |it: char| it.is_alphanumeric() || ['_', '.', '"'].contains(&it);
    let bare = [
        format!("{column}"),
        format!("({column})::text"),
        format!("({column})::uuid"),
    ];
    bare.iter().any(|name| {
        let before = format!("{name} = auth.uid()");
        let after = format!("auth.uid() = {name}");
        let starts = plain
            .match_indices(&before)
            .any(|(at, _)| !plain.get(..at).is_some_and(|it| it.ends_with(is_word)));
        let ends = plain.match_indices(&after).any(|(at, found)| {
            !plain
                .get(at + found.len()..)
                .is_some_and(|it| it.starts_with(is_word))
        });
        starts || ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_columns_are_told_from_those_of_other_tables() {
        let owner = Ident::new("user_id");
        for text in [
            "(user_id = auth.uid())",
            "(( SELECT auth.uid() AS uid) = user_id)",
            "((auth.uid())::text = (user_id)::text)",
        ] {
            assert!(compares(text, &owner), "{text}");
        }
        for text in [
            "(EXISTS ( SELECT 1 FROM public.m WHERE (m.user_id = auth.uid())))",
            "(auth.uid() = user_id_of_creator)",
        ] {
            assert!(!compares(text, &owner), "{text}");
        }
    }
}
