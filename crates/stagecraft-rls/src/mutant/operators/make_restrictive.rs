//! M21: a permissive policy is restrictive.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M21",
    name: "make-restrictive",
    direction: Direction::Strengthens,
    class: "a policy that let in keeps out: who comes in by it, or by another, notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .policies()
        .filter(|(_, policy)| policy.permissive)
        .map(|(_, policy)| {
            let mut after = policy.clone();
            after.permissive = false;
            Draft::policy(policy, Some(after), "restrictive in place of permissive")
        })
        .collect()
}
