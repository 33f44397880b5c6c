//! M18: a policy is for one more role.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M18",
    name: "widen-roles",
    direction: Direction::Weakens,
    class: "a policy is for one more role: that role's cells notice, unless the condition needs a claim that it has not",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (_, policy) in subject.policies() {
        for role in subject.bound_roles().filter(|it| !policy.applies_to(it)) {
            let mut after = policy.clone();
            after.roles.push(role.name.clone());
            drafts.push(
                Draft::policy(policy, Some(after), &format!("for {}, too", role.name))
                    .mark(&role.name)
                    .direction(if policy.permissive {
                        Direction::Weakens
                    } else {
                        Direction::Strengthens
                    }),
            );
        }
    }
    drafts
}
