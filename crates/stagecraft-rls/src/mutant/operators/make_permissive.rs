//! M22: a restrictive policy is permissive.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M22",
    name: "make-permissive",
    direction: Direction::Weakens,
    class: "a policy that kept out lets in: the foreign row and the weaker session notice",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .policies()
        .filter(|(_, policy)| !policy.permissive)
        .map(|(_, policy)| {
            let mut after = policy.clone();
            after.permissive = true;
            Draft::policy(policy, Some(after), "permissive in place of restrictive")
        })
        .collect()
}
