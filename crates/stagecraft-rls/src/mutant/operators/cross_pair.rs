//! M33: one of several policies for UPDATE lets all written rows in.

use super::{Direction, Draft, Operator, Subject, check_true};
use crate::facts::{Policy, PolicyCommand};

pub(super) const OPERATOR: Operator = Operator {
    id: "M33",
    name: "cross-pair",
    direction: Direction::Weakens,
    class: "one of several policies for UPDATE lets all written rows in, also those that another policy found: giving away such a row notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .policies()
        .filter(|(_, policy)| has_sibling(subject, policy))
        .filter_map(|(_, policy)| check_true::relaxed(policy))
        .collect()
}

/// Returns whether another permissive policy finds rows to update for a role
/// that this one is for.
pub(super) fn has_sibling(subject: &Subject<'_>, policy: &Policy) -> bool {
    let updates = |it: &Policy| it.permissive && it.command.covers(PolicyCommand::Update);
    updates(policy)
        && subject.facts.policies_of(&policy.relation).any(|other| {
            other.name != policy.name
                && updates(other)
                && subject
                    .bound_roles()
                    .any(|role| policy.applies_to(role) && other.applies_to(role))
        })
}
