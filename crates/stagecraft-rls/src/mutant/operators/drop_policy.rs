//! M01: a policy is dropped.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M01",
    name: "drop-policy",
    direction: Direction::Either,
    class: "a policy is dropped: a permissive one is missed by who it lets in, a restrictive one by who it keeps out",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .policies()
        .map(|(_, policy)| {
            Draft::policy(policy, None, "dropped").direction(if policy.permissive {
                Direction::Strengthens
            } else {
                Direction::Weakens
            })
        })
        .collect()
}
