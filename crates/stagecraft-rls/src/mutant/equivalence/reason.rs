//! What the catalogs say.

use stagecraft_model::Ident;

use super::touch;
use crate::expression::{Expression, Polarity};
use crate::facts::{Clause, Facts, Policy, PolicyCommand, Relation, Role};
use crate::mutant::{Change, Mutant};

/// Returns why nobody can notice a mutant.
pub fn reason(facts: &Facts, mutant: &Mutant) -> Option<String> {
    match &mutant.change {
        Change::Policy { before, after } => {
            let relation = facts.relation(&mutant.object)?;
            of_policy(
                facts,
                relation,
                mutant,
                before.as_deref()?,
                after.as_deref(),
            )
        }
        Change::RowSecurityOff => {
            let relation = facts.relation(&mutant.object)?;
            (!facts.bound_roles().any(|it| relation.is_granted_to(it))).then(|| {
                format!(
                    "no role that policies hold for has a privilege on {}",
                    relation.name
                )
            })
        }
        Change::Privilege { role, .. } => {
            let schema = facts.schema(mutant.object.schema.as_str())?;
            (!schema.usage.contains(role))
                .then(|| format!("{role} has no USAGE on schema {}", schema.name))
        }
        Change::Routine { identity } => {
            let routine = facts.routine(identity)?;
            let called = facts.policies.iter().any(|it| it.calls.contains(identity))
                || facts.relations.iter().any(|it| {
                    it.calls.contains(identity)
                        || it.triggers.iter().any(|it| it.routine == *identity)
                });
            let executes = |it: &Role| routine.execute.contains(&it.name);
            if !called && !facts.bound_roles().any(executes) {
                return Some("no role that policies hold for may execute it".to_owned());
            }
            (mutant.operator == "M27" && !touch::asks_rights(facts, routine))
                .then(|| "it does nothing that rights are asked for".to_owned())
        }
        Change::Trigger => None,
        Change::Other => {
            let relation = facts.relation(&mutant.object)?;
            (mutant.operator == "M26" && !facts.bound_roles().any(|it| relation.is_granted_to(it)))
                .then(|| {
                    format!(
                        "no role that policies hold for has a privilege on {}",
                        relation.name
                    )
                })
        }
    }
}

fn of_policy(
    facts: &Facts,
    relation: &Relation,
    mutant: &Mutant,
    before: &Policy,
    after: Option<&Policy>,
) -> Option<String> {
    if !relation.rls {
        return Some(format!("row security of {} is off", relation.name));
    }
    let involved =
        |role: &&Role| before.applies_to(role) || after.is_some_and(|after| after.applies_to(role));
    // Where only roles change, only those that come or go can notice.
    let roles: Vec<_> = facts
        .bound_roles()
        .filter(involved)
        .filter(|role| {
            after.is_none_or(|after| {
                before.roles == after.roles || before.applies_to(role) != after.applies_to(role)
            })
        })
        .collect();
    if roles.is_empty() {
        return Some("the policy is for no role that policies hold for".to_owned());
    }
    let commands: Vec<_> = PolicyCommand::EACH
        .into_iter()
        .filter(|command| {
            let now = before.command.covers(*command);
            let then = after.map_or(now, |it| it.command.covers(*command));
            if after.is_some_and(|it| it.command != before.command) {
                now != then
            } else {
                now
            }
        })
        .collect();
    let may = |role: &Role| {
        let schema = facts.schema(relation.name.schema.as_str());
        schema.is_some_and(|it| it.usage.contains(&role.name))
            && commands
                .iter()
                .any(|it| relation.grants_any(&role.name, it.sql()))
    };
    if !roles.iter().any(|it| may(it)) {
        let words: Vec<_> = commands.iter().map(|it| it.sql()).collect();
        return Some(format!(
            "no role that it concerns may {} here",
            words.join(" or ")
        ));
    }
    match mutant.operator.as_str() {
        "M01" if before.permissive && lets_nothing_in(before) => {
            Some("it lets nothing in as it is".to_owned())
        }
        "M06" if before.check == before.using && before.command != PolicyCommand::Insert => {
            Some("WITH CHECK says what USING says".to_owned())
        }
        "M12" => never_null(relation, mutant).map(|it| format!("{it} is never null")),
        _ => None,
    }
}

fn lets_nothing_in(policy: &Policy) -> bool {
    [Clause::Using, Clause::Check]
        .into_iter()
        .all(|it| policy.effective(it).is_none_or(|it| it == "false"))
}

/// Returns the column that keeps an equality from being one of nulls. Under a
/// NOT null and false differ, so there it is no reason.
fn never_null(relation: &Relation, mutant: &Mutant) -> Option<Ident> {
    let predicates = mutant.predicates();
    let predicate = predicates.first()?;
    let original = Expression::read(&predicate.original)?;
    let mutated = Expression::read(&predicate.mutated)?;
    let kept = mutated.outline().atoms;
    let atom = original
        .outline()
        .atoms
        .into_iter()
        .zip(&kept)
        .find(|(one, other)| original.text(one.part) != mutated.text(other.part))?
        .0;
    let comparison = atom
        .comparison
        .filter(|_| atom.polarity == Polarity::Same && atom.within.is_none())?;
    [comparison.left, comparison.right]
        .into_iter()
        .filter_map(|it| original.column(it))
        .find(|it| relation.column(&it.name).is_some_and(|it| it.not_null))
        .map(|it| it.name)
}

/// Returns why a mutant does what dropping the policy does.
pub(super) fn same_as_dropped(facts: &Facts, mutant: &Mutant) -> Option<&'static str> {
    let Change::Policy {
        before: Some(before),
        after: Some(after),
    } = &mutant.change
    else {
        return None;
    };
    match mutant.operator.as_str() {
        "M04" if before.permissive && after.check.is_none() => {
            Some("a permissive policy that is never true is as good as dropped")
        }
        "M06" if before.permissive && before.command == PolicyCommand::Insert => {
            Some("a permissive policy for INSERT without WITH CHECK is as good as dropped")
        }
        "M19" if before.permissive && !facts.bound_roles().any(|it| after.applies_to(it)) => {
            Some("a permissive policy for nobody that policies hold for is as good as dropped")
        }
        "M21" if !has_sibling(facts, before) => {
            Some("without a permissive policy beside it nothing is let in either way")
        }
        _ => None,
    }
}

/// Returns whether another permissive policy is asked when this one is.
fn has_sibling(facts: &Facts, policy: &Policy) -> bool {
    facts.policies_of(&policy.relation).any(|other| {
        other.name != policy.name
            && other.permissive
            && PolicyCommand::EACH
                .into_iter()
                .any(|it| policy.command.covers(it) && other.command.covers(it))
            && facts
                .bound_roles()
                .any(|it| policy.applies_to(it) && other.applies_to(it))
    })
}
