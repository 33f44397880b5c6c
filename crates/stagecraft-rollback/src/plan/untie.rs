//! The first of tasks that wait for each other.

use std::collections::BTreeSet;

use stagecraft_catalog::{Kind, ObjectKey as _, Snapshot};
use stagecraft_model::QualifiedName;

use super::foreign_keys;
use crate::task::{Task, Tasks};

/// Lets the first of tasks that wait for each other go ahead: a view with
/// nothing in it yet, a drop that takes the others with it.
pub(super) fn untie(
    tasks: &mut Tasks,
    waiting: &BTreeSet<Task>,
    before: &Snapshot,
    after: &Snapshot,
) -> Option<Task> {
    let is_tied = |task: &&Task| tasks.waits_for(task, waiting).next().is_some();
    let view = waiting.iter().filter(is_tied).find_map(|task| match task {
        Task::Create(object) if object.kind == Kind::View => Some((task.clone(), object.clone())),
        _ => None,
    });
    if let Some((task, object)) = view
        && let Some(name) = QualifiedName::of_name(&object.name)
    {
        let columns: Vec<_> = before
            .columns_of(&name)
            .into_iter()
            .map(|it| format!("null::{} as {}", it.r#type, it.name))
            .collect();
        let stub = format!("create view {name} as\nselect {}", columns.join(", "));
        let real = tasks.statements_mut(&task).map(std::mem::take)?;
        let later = Task::Alter(object);
        let sql: Vec<_> = real
            .into_iter()
            .map(|it| it.replacen("create view", "create or replace view", 1))
            .collect();
        if let Some(statements) = tasks.statements_mut(&task) {
            statements.push(stub);
        }
        tasks.add(later, sql);
        return Some(task);
    }
    if let Some((task, sql)) = waiting.iter().filter(is_tied).find_map(|task| {
        Some((
            task.clone(),
            without_foreign_keys(tasks, task, waiting, after)?,
        ))
    }) {
        if let Some(statements) = tasks.statements_mut(&task) {
            statements.splice(0..0, sql);
        }
        return Some(task);
    }
    let drop = waiting.iter().filter(is_tied).find(|task| {
        matches!(task, Task::Drop(object) if matches!(object.kind, Kind::View | Kind::Routine))
    })?;
    let drop = drop.clone();
    if let Some(statements) = tasks.statements_mut(&drop) {
        for sql in statements {
            sql.push_str(" cascade");
        }
    }
    Some(drop)
}

/// Returns what drops the foreign keys of other tables that go, where nothing
/// else keeps a table from being dropped.
fn without_foreign_keys(
    tasks: &Tasks,
    drop: &Task,
    waiting: &BTreeSet<Task>,
    after: &Snapshot,
) -> Option<Vec<String>> {
    let table = dropped_table(drop)?;
    let mut sql = Vec::new();
    for first in tasks.waits_for(drop, waiting) {
        let other = dropped_table(first)?;
        let count = sql.len();
        let keys = foreign_keys(after, &other);
        sql.extend(
            keys.filter(|it| it.references.as_ref() == Some(&table))
                .map(|it| format!("alter table {other} drop constraint {}", it.name)),
        );
        if sql.len() == count {
            return None;
        }
    }
    Some(sql)
}

fn dropped_table(task: &Task) -> Option<QualifiedName> {
    match task {
        Task::Drop(object) if object.kind == Kind::Table => QualifiedName::of_name(&object.name),
        _ => None,
    }
}
