//! Foreign keys that no policy looks at.

use super::entries::Choices;
use super::shape::Shape;
use crate::contract::Level;
use crate::facts::{Facts, PolicyCommand, Relation, Role};

/// Foreign keys to rows that are somebody's, where no policy for writing looks
/// at the column: rows of others can be pointed at.
pub(super) fn comments(
    facts: &Facts,
    shape: &Shape<'_>,
    relation: &Relation,
    roles: &[&Role],
    choices: &Choices,
) -> String {
    let writes = [PolicyCommand::Insert, PolicyCommand::Update];
    let mut writers = roles.iter().filter(|it| !it.bypasses()).flat_map(|role| {
        writes
            .iter()
            .filter_map(|command| choices.get(&(role.name.clone(), *command)))
    });
    let is_written = writers.any(|it| {
        it.candidate
            .as_ref()
            .is_some_and(|it| it.cell.level != Level::None)
    });
    if !is_written || !relation.rls {
        return String::new();
    }
    let checks: Vec<_> = facts
        .policies_of(&relation.name)
        .filter(|it| writes.iter().any(|command| it.command.covers(*command)))
        .collect();
    let users = shape.user_columns(relation);
    let mut text = String::new();
    for key in &relation.foreign_keys {
        let is_seen = key
            .columns
            .iter()
            .any(|column| checks.iter().any(|it| it.columns.contains(column)));
        let parent = facts
            .relation(&key.parent)
            .filter(|it| it.rls && it.name != relation.name);
        let is_somebodys =
            parent.is_some_and(|it| shape.owner(it).is_some() || shape.tenant(it).is_some());
        let is_user = key.columns.iter().all(|it| users.contains(it));
        if is_seen || !is_somebodys || is_user {
            continue;
        }
        let names: Vec<_> = key.columns.iter().map(ToString::to_string).collect();
        text.push_str(&format!(
            "# UNREVIEWED: no policy looks at {}: rows of others in {} can be pointed at.\n",
            names.join(", "),
            key.parent
        ));
    }
    text
}
