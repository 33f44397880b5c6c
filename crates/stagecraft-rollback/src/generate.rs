//! The way back from one catalog to another.

use std::collections::BTreeMap;

use stagecraft_catalog::{ObjectId, Snapshot};
use stagecraft_model::{Ident, QualifiedName};

use crate::Statement;
use crate::context::Context;
use crate::plan::{Planner, Rows};
use crate::task::Task;

/// Returns the statements that turn the catalog `after`, in which every object
/// has its old name, into `before`, in the order in which they run. `role` is
/// who runs them.
///
/// Both snapshots are of one database and have identities and dependencies.
pub fn generate(before: &Snapshot, after: &Snapshot, role: &Ident) -> Vec<Statement> {
    with_rows(before, after, role, BTreeMap::new())
}

pub(crate) fn with_rows(
    before: &Snapshot,
    after: &Snapshot,
    role: &Ident,
    rows: BTreeMap<QualifiedName, Rows>,
) -> Vec<Statement> {
    let context = Context {
        before,
        after,
        role,
    };
    Planner::new(context)
        .plan(rows)
        .into_iter()
        .flat_map(|(task, sql)| {
            let title = title(&task);
            let about = about(&task);
            sql.into_iter().map(move |sql| Statement {
                sql,
                about: about.clone(),
                title: title.clone(),
            })
        })
        .collect()
}

fn about(task: &Task) -> Option<ObjectId> {
    match task {
        Task::Detach(object)
        | Task::Aside(object)
        | Task::Drop(object)
        | Task::DropDefault(object)
        | Task::Create(object)
        | Task::ColumnType(object)
        | Task::Alter(object)
        | Task::SetDefault(object)
        | Task::NotNull(object)
        | Task::Attach(object)
        | Task::DropAside(object) => Some(object.clone()),
        Task::Data(_) => None,
    }
}

fn title(task: &Task) -> String {
    match task {
        Task::Detach(object) => format!("{object}: out of the way"),
        Task::Aside(object) => format!("{object}: aside"),
        Task::Drop(object) | Task::DropAside(object) => format!("{object}: goes"),
        Task::DropDefault(object) => format!("{object}: default goes"),
        Task::Create(object) => format!("{object}: as it was"),
        Task::ColumnType(object) => format!("{object}: type as it was"),
        Task::Alter(object) => format!("{object}: as it was"),
        Task::SetDefault(object) => format!("{object}: default as it was"),
        Task::NotNull(object) => format!("{object}: nulls as they were"),
        Task::Attach(object) => format!("{object}: where it belonged"),
        Task::Data(table) => format!("rows of {table}"),
    }
}
