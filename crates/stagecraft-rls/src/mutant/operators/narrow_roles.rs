//! M19: a policy is for one role less.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M19",
    name: "narrow-roles",
    direction: Direction::Strengthens,
    class: "a policy is no longer for a role: who comes in by it notices, and of a restrictive one who was kept out",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    // A policy has to be for somebody: one that policies never hold for.
    let nobody = subject
        .facts
        .api_roles()
        .find(|it| it.bypasses() && !it.superuser);
    let mut drafts = Vec::new();
    for (_, policy) in subject.policies() {
        for role in subject.bound_roles().filter(|it| policy.applies_to(it)) {
            let others = subject
                .bound_roles()
                .filter(|it| it.name != role.name && policy.applies_to(it));
            let mut after = policy.clone();
            after.roles = if policy.roles.iter().any(|it| it == "public") {
                others.map(|it| it.name.clone()).collect()
            } else {
                let held = policy.roles.iter();
                held.filter(|it| **it != role.name && !role.uses.contains(it))
                    .cloned()
                    .collect()
            };
            if after.roles.is_empty() {
                after.roles.extend(nobody.map(|it| it.name.clone()));
            }
            if after.roles.is_empty() {
                continue;
            }
            drafts.push(
                Draft::policy(policy, Some(after), &format!("no longer for {}", role.name))
                    .mark(&role.name)
                    .direction(if policy.permissive {
                        Direction::Strengthens
                    } else {
                        Direction::Weakens
                    }),
            );
        }
    }
    drafts
}
