//! Statements that turn a policy into another.

use stagecraft_model::Ident;

use crate::facts::{Clause, Policy};

/// Returns a role's name for TO and GRANT.
pub(super) fn role(name: &str) -> String {
    Ident::new(name).to_string()
}

fn roles(policy: &Policy) -> String {
    let names: Vec<_> = policy.roles.iter().map(|it| role(it)).collect();
    names.join(", ")
}

/// Returns the statements that turn a policy into another, or drop it.
///
/// ALTER POLICY can change roles and conditions, and can't take a condition
/// away; anything else is a drop and a create.
pub(super) fn change(before: &Policy, after: Option<&Policy>) -> Vec<String> {
    let Some(after) = after else {
        return vec![drop(before)];
    };
    let removes = |clause| before.clause(clause).is_some() && after.clause(clause).is_none();
    if before.command != after.command
        || before.permissive != after.permissive
        || removes(Clause::Using)
        || removes(Clause::Check)
    {
        return vec![drop(before), create(after)];
    }
    let mut statements = Vec::new();
    let mut changes = String::new();
    if before.roles != after.roles {
        changes.push_str(&format!(" to {}", roles(after)));
    }
    for clause in [Clause::Using, Clause::Check] {
        if let Some(text) = after.clause(clause)
            && before.clause(clause) != Some(text)
        {
            changes.push_str(&format!(" {} ({text})", clause.sql().to_lowercase()));
        }
    }
    if !changes.is_empty() {
        statements.push(format!(
            "alter policy {} on {}{changes}",
            before.name, before.relation
        ));
    }
    if before.name != after.name {
        statements.push(format!(
            "alter policy {} on {} rename to {}",
            before.name, before.relation, after.name
        ));
    }
    statements
}

/// Returns the statement that drops a policy.
pub(super) fn drop(policy: &Policy) -> String {
    format!("drop policy {} on {}", policy.name, policy.relation)
}

/// Returns the statement that makes a policy.
pub(super) fn create(policy: &Policy) -> String {
    let mut statement = format!(
        "create policy {} on {} as {} for {} to {}",
        policy.name,
        policy.relation,
        if policy.permissive {
            "permissive"
        } else {
            "restrictive"
        },
        policy.command.sql().to_lowercase(),
        roles(policy)
    );
    for clause in [Clause::Using, Clause::Check] {
        if let Some(text) = policy.clause(clause) {
            statement.push_str(&format!(" {} ({text})", clause.sql().to_lowercase()));
        }
    }
    statement
}

#[cfg(test)]
mod tests {
    use stagecraft_model::QualifiedName;

    use super::*;
    use crate::facts::PolicyCommand;

    fn policy() -> Policy {
        Policy {
            relation: QualifiedName::new("public", "Order"),
            name: Ident::new("it's \"mine\""),
            permissive: true,
            command: PolicyCommand::Update,
            roles: vec!["public".to_owned(), "User".to_owned()],
            using: Some("(a = 1)".to_owned()),
            check: Some("true".to_owned()),
            columns: Vec::new(),
            reads: Vec::new(),
            calls: Vec::new(),
        }
    }

    #[test]
    fn only_what_alter_policy_can_do_is_done_by_it() {
        let before = policy();
        let mut after = before.clone();
        after.using = Some("false".to_owned());
        after.roles = vec!["anon".to_owned()];
        assert_eq!(
            change(&before, Some(&after)),
            [r#"alter policy "it's ""mine""" on public."Order" to anon using (false)"#]
        );
        after.check = None;
        assert_eq!(
            change(&before, Some(&after)),
            [
                r#"drop policy "it's ""mine""" on public."Order""#,
                r#"create policy "it's ""mine""" on public."Order" as permissive for update to anon using (false)"#,
            ]
        );
        assert_eq!(change(&before, None).len(), 1);
        let mut after = before.clone();
        after.permissive = false;
        assert_eq!(
            change(&before, Some(&after)).last().map(String::as_str),
            Some(
                r#"create policy "it's ""mine""" on public."Order" as restrictive for update to public, "User" using ((a = 1)) with check (true)"#
            )
        );
    }
}
