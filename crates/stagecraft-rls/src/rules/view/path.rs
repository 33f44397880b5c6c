//! Which tables a view shows, and whose policies stand in between.

use crate::facts::{Clause, PolicyCommand, Relation, RelationKind, Role};
use crate::rules::code::{Askers, Code};
use crate::rules::{Scope, Shape};

/// A table whose rows come through a view without any policy.
#[derive(Debug)]
pub(in crate::rules) struct Shown<'a> {
    /// The table.
    pub(in crate::rules) table: &'a Relation,
    /// The view or materialized view that reads it.
    pub(in crate::rules) by: &'a Relation,
}

/// Returns the tables that roles read through a view, directly or through other
/// views, where no policy holds: none is switched on, or the reading view's
/// owner is exempt.
///
/// A view with its caller's rights needs the caller's grants on what it reads,
/// and asks the policies; inside a view with its owner's rights, too.
pub(in crate::rules) fn shown<'a>(
    scope: &Scope<'a>,
    view: &'a Relation,
    roles: &[&'a Role],
) -> Vec<Shown<'a>> {
    let mut found = Vec::new();
    walk(scope, view, roles, &mut vec![view], &mut found);
    found
}

fn walk<'a>(
    scope: &Scope<'a>,
    view: &'a Relation,
    roles: &[&'a Role],
    open: &mut Vec<&'a Relation>,
    found: &mut Vec<Shown<'a>>,
) {
    for name in &view.reads {
        let Some(read) = scope.facts.relation(name) else {
            continue;
        };
        let mut roles = roles.to_vec();
        if view.security_invoker {
            roles.retain(|it| read.grants_any(&it.name, "SELECT"));
        }
        if roles.is_empty() {
            continue;
        }
        match read.kind {
            RelationKind::Table | RelationKind::Partitioned | RelationKind::ForeignTable => {
                if !read.rls || (!view.security_invoker && is_exempt(scope, view, read)) {
                    found.push(Shown {
                        table: read,
                        by: view,
                    });
                }
            }
            RelationKind::View | RelationKind::MaterializedView => {
                if !open.iter().any(|it| it.name == read.name) {
                    open.push(read);
                    walk(scope, read, &roles, open, found);
                }
            }
        }
    }
}

/// Whether a table's policies never hold for the owner of a view.
fn is_exempt(scope: &Scope<'_>, view: &Relation, table: &Relation) -> bool {
    let owns = view.owner == table.owner
        || scope
            .facts
            .role(&view.owner)
            .is_some_and(|it| it.uses.contains(&table.owner));
    view.owner_bypasses || (owns && !table.force)
}

/// Whether roles may read every row of a table without the view, so that it
/// shows them nothing new.
pub(super) fn is_open_to(scope: &Scope<'_>, table: &Relation, roles: &[&Role]) -> bool {
    let everything = |clause: Option<&str>, policy: &str| {
        clause == Some("true")
            || scope.shapes.of(&table.name, policy, Clause::Using) == Shape::Tautology
    };
    roles.iter().all(|role| {
        let asked = || {
            scope
                .facts
                .policies_of(&table.name)
                .filter(|it| it.command.covers(PolicyCommand::Select) && it.applies_to(role))
        };
        table.grants(&role.name, "SELECT")
            && asked().all(|it| it.permissive)
            && asked().any(|it| everything(it.using.as_deref(), it.name.as_str()))
    })
}

/// Whether a view asks who reads it where it chooses rows.
pub(super) fn filters_by_caller(view: &Relation, askers: &Askers) -> bool {
    view.definition
        .as_deref()
        .and_then(|it| Code::new(it).after(&["where", "join"]))
        .is_some_and(|it| it.has("current_user") || it.asks(askers))
}
