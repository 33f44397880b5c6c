//! M23: the owner's own row security.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M23",
    name: "force",
    direction: Direction::Either,
    class: "policies hold for the owner, or no longer do: an actor who is the owner notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .tables()
        // FORCE is nothing to an owner whom policies never hold for.
        .filter(|it| it.rls && !it.owner_bypasses)
        .map(|relation| {
            let (word, what, direction) = if relation.force {
                (
                    "no force",
                    "policies no longer hold for its owner",
                    Direction::Weakens,
                )
            } else {
                (
                    "force",
                    "policies hold for its owner",
                    Direction::Strengthens,
                )
            };
            let statement = format!("alter table {} {word} row level security", relation.name);
            Draft::relation(relation, statement, what)
                .mark("force")
                .direction(direction)
        })
        .collect()
}
