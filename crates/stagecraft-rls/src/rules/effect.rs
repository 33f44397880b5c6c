//! Which policies decide for whom.

use crate::facts::{Clause, Policy, PolicyCommand, Relation, Role};

use super::Scope;
use super::session::reads_session;

/// A policy that decides for somebody from outside.
#[derive(Debug, Clone)]
pub(super) struct InForce<'a> {
    /// The policy.
    pub(super) policy: &'a Policy,
    /// Its relation.
    pub(super) relation: &'a Relation,
    /// The roles that it decides for: the outside can become them, policies
    /// hold for them, and they have a privilege that it is asked for.
    pub(super) roles: Vec<&'a Role>,
}

impl<'a> InForce<'a> {
    /// Returns the policy as the contract names it.
    pub(super) fn object(&self) -> String {
        object(self.policy)
    }

    /// Returns its clauses.
    pub(super) fn clauses(&self) -> impl Iterator<Item = (Clause, &'a str)> + use<'a> {
        let policy = self.policy;
        [Clause::Using, Clause::Check]
            .into_iter()
            .filter_map(move |clause| Some((clause, policy.clause(clause)?)))
    }

    /// Returns the commands that it is asked for.
    pub(super) fn commands(&self) -> impl Iterator<Item = PolicyCommand> + use<'a> {
        let policy = self.policy;
        PolicyCommand::EACH
            .into_iter()
            .filter(|it| policy.command.covers(*it))
    }

    /// Returns whether restrictive policies choose rows by the caller wherever
    /// this one is asked: what it lets in is then theirs to decide.
    pub(super) fn is_restricted(&self, scope: &Scope<'_>) -> bool {
        self.commands().all(|command| {
            self.roles.iter().all(|role| {
                scope
                    .facts
                    .policies_of(&self.relation.name)
                    .filter(|it| {
                        !it.permissive && it.applies_to(role) && it.command.covers(command)
                    })
                    .any(|it| chooses_by_caller(scope, it, command))
            })
        })
    }

    /// Returns whether it decides what is written.
    pub(super) fn writes(&self) -> bool {
        self.policy.command != PolicyCommand::Select
    }
}

/// Returns a policy as the contract names it.
pub(super) fn object(policy: &Policy) -> String {
    format!("{}.{}", policy.relation, policy.name)
}

/// Returns the privilege that a command takes.
pub(super) fn granted(relation: &Relation, role: &Role, command: PolicyCommand) -> bool {
    match command {
        PolicyCommand::Delete => relation.grants(&role.name, "DELETE"),
        PolicyCommand::All => relation.is_granted_to(role),
        _ => relation.grants_any(&role.name, command.sql()),
    }
}

/// Returns whether a role can enter a relation's schema and has the privilege
/// that a command takes.
pub(super) fn reaches(
    scope: &Scope<'_>,
    relation: &Relation,
    role: &Role,
    command: PolicyCommand,
) -> bool {
    scope
        .facts
        .schema(relation.name.schema.as_str())
        .is_some_and(|it| it.usage.contains(&role.name))
        && granted(relation, role, command)
}

fn chooses_by_caller(scope: &Scope<'_>, policy: &Policy, command: PolicyCommand) -> bool {
    let clause = match command {
        PolicyCommand::Insert if policy.check.is_some() => Clause::Check,
        _ => Clause::Using,
    };
    scope
        .shapes
        .of(&policy.relation, policy.name.as_str(), clause)
        .is_row()
        && policy
            .clause(clause)
            .is_some_and(|text| reads_session(scope.facts, text))
}

/// Returns the policies that decide for somebody from outside. Those of
/// extensions are theirs.
pub(super) fn in_force<'a>(scope: &Scope<'a>) -> Vec<InForce<'a>> {
    scope
        .facts
        .policies
        .iter()
        .filter_map(|policy| {
            let relation = scope.facts.relation(&policy.relation)?;
            let roles: Vec<_> = scope
                .facts
                .bound_roles()
                .filter(|role| {
                    policy.applies_to(role)
                        && PolicyCommand::EACH.into_iter().any(|it| {
                            policy.command.covers(it) && reaches(scope, relation, role, it)
                        })
                })
                .collect();
            (relation.extension.is_none() && !roles.is_empty()).then_some(InForce {
                policy,
                relation,
                roles,
            })
        })
        .collect()
}

/// Returns those that let rows in.
pub(super) fn permissive<'a>(scope: &Scope<'a>) -> impl Iterator<Item = InForce<'a>> {
    in_force(scope)
        .into_iter()
        .filter(|it| it.policy.permissive)
}
