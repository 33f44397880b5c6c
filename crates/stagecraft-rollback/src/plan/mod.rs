//! From what a rollback reaches to statements in the order in which they run.

mod attachments;
mod columns;
mod creates;
mod drops;
mod order;
mod order_rows;
mod untie;

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{
    Column, Constraint, ConstraintType, MemberName, ObjectId, ObjectKey as _, Snapshot, Table,
};
use stagecraft_model::QualifiedName;

use crate::context::Context;
use crate::extent::{Extent, follows_parent};
use crate::graph::{Graph, whole};
use crate::task::{Phase, Task, Tasks};

/// Rows to give back to a table, by statements that run when it stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// The statements.
    pub(crate) sql: Vec<String>,
    /// Tables of the catalog after, to be dropped later: they are read.
    pub(crate) reads: Vec<ObjectId>,
}

/// What rows lack until they have come back.
#[derive(Debug, Default)]
pub(crate) struct Coming {
    /// Tables whose rows may lack values.
    pub(crate) tables: BTreeSet<QualifiedName>,
    /// Columns that hold values that are not theirs.
    pub(crate) columns: BTreeSet<MemberName>,
    /// Columns whose values may not fit, with conditions that hold for rows `o`
    /// whose value is about to go.
    pub(crate) passing: BTreeMap<MemberName, Vec<String>>,
}

/// Plans the tasks of a rollback.
pub(crate) struct Planner<'a> {
    context: Context<'a>,
    extent: Extent,
    needs_before: Graph,
    needs_after: Graph,
    tasks: Tasks,
    /// Types that get another name while their columns still use them.
    asides: BTreeMap<ObjectId, String>,
    coming: Coming,
}

type Data = BTreeMap<(Phase, QualifiedName), Rows>;

impl<'a> Planner<'a> {
    pub(crate) fn new(context: Context<'a>, coming: Coming) -> Self {
        let needs_after = Graph::of(context.after);
        let extent = Extent::of(&context, &needs_after);
        Self {
            needs_before: Graph::of(context.before),
            needs_after,
            extent,
            context,
            tasks: Tasks::default(),
            asides: BTreeMap::new(),
            coming,
        }
    }

    /// Returns what is only there now.
    pub(crate) fn drops(&self) -> impl Iterator<Item = &ObjectId> {
        self.extent.drops.iter()
    }

    /// Returns whether an object goes, for good or for a while.
    pub(crate) fn goes(&self, object: &ObjectId) -> bool {
        self.extent.goes(object)
    }

    /// Returns all tasks in order; `around` runs before and after the rows.
    pub(crate) fn plan(
        mut self,
        rows: &Data,
        around: (Vec<String>, Vec<String>),
    ) -> Vec<(Task, Vec<String>)> {
        let read = rows.values().flat_map(|it| it.reads.clone()).collect();
        self.add_drops(&read);
        self.creates();
        self.columns();
        self.alters();
        self.attachments();
        for ((phase, table), rows) in rows {
            let task = Task::Data(*phase, table.clone());
            self.tasks.add(task, rows.sql.clone());
        }
        self.tasks.add(Task::BeforeData, around.0);
        self.tasks.add(Task::AfterData, around.1);
        self.order_by_needs_after();
        self.order_by_needs_before();
        self.order_names();
        self.order_data(rows);
        self.order_partitions();
        let (before, after) = (self.context.before, self.context.after);
        self.tasks
            .sorted(|tasks, waiting| untie::untie(tasks, waiting, before, after))
    }

    /// Returns whether an object goes, alone or with its relation.
    fn is_going(&self, part: &ObjectId) -> bool {
        self.extent.goes(part)
            || whole(part, self.context.after).is_some_and(|it| self.extent.goes(&it))
    }

    fn inherits(&self, column: &ObjectId, is_done_to: impl Fn(&ObjectId) -> bool) -> bool {
        follows_parent(column, is_done_to, &self.context)
    }

    fn alters(&mut self) {
        for (object, sql) in self.extent.alters.clone() {
            let is_gone = self.extent.goes(&object)
                || whole(&object, self.context.after).is_some_and(|it| self.extent.goes(&it));
            if !is_gone {
                self.tasks.add(Task::Alter(object), sql);
            }
        }
    }
}

fn column<'a>(snapshot: &'a Snapshot, object: &ObjectId) -> Option<&'a Column> {
    snapshot.columns.get(&MemberName::of_name(&object.name)?)
}

fn before_table<'a>(context: &Context<'a>, name: &QualifiedName) -> Option<&'a Table> {
    context.before.tables.get(name)
}

/// Returns the foreign keys of a table.
pub(crate) fn foreign_keys<'a>(
    snapshot: &'a Snapshot,
    table: &'a QualifiedName,
) -> impl Iterator<Item = &'a Constraint> {
    snapshot
        .constraints_of(table)
        .filter(|it| it.r#type == ConstraintType::ForeignKey)
}
