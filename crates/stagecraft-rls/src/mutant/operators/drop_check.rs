//! M06: WITH CHECK is gone.

use super::{Direction, Draft, Operator, Subject};
use crate::facts::PolicyCommand;

pub(super) const OPERATOR: Operator = Operator {
    id: "M06",
    name: "drop-check",
    direction: Direction::Either,
    class: "WITH CHECK is gone: USING stands in for it, and without USING nothing is let in",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .policies()
        .filter(|(_, policy)| policy.check.is_some())
        .map(|(_, policy)| {
            let mut after = policy.clone();
            after.check = None;
            let direction = match (policy.command, policy.permissive) {
                (PolicyCommand::Insert, true) => Direction::Strengthens,
                (PolicyCommand::Insert, false) => Direction::Weakens,
                _ => Direction::Either,
            };
            Draft::policy(policy, Some(after), "WITH CHECK is gone").direction(direction)
        })
        .collect()
}
