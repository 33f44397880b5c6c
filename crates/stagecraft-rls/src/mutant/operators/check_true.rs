//! M05: WITH CHECK is true.

use super::{Direction, Draft, Operator, Subject, cross_pair};
use crate::facts::{Policy, PolicyCommand};

pub(super) const OPERATOR: Operator = Operator {
    id: "M05",
    name: "check-true",
    direction: Direction::Weakens,
    class: "WITH CHECK is true: an insert for somebody else notices, or giving a row away",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .policies()
        .filter(|(_, policy)| !cross_pair::has_sibling(subject, policy))
        .filter_map(|(_, policy)| relaxed(policy))
        .collect()
}

/// Returns the policy with all written rows let in.
pub(super) fn relaxed(policy: &Policy) -> Option<Draft> {
    if policy.effective_check().is_none_or(|it| it == "true")
        || matches!(
            policy.command,
            PolicyCommand::Select | PolicyCommand::Delete
        )
    {
        return None;
    }
    let mut after = policy.clone();
    after.check = Some("true".to_owned());
    Some(Draft::policy(policy, Some(after), "WITH CHECK is true"))
}
