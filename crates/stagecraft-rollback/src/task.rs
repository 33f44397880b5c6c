//! The tasks of a rollback and the order in which they can be done.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Kind, ObjectId};
use stagecraft_model::QualifiedName;

/// What is done to what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Task {
    /// Takes tables out of a publication, a sequence from its column, a
    /// partition from its table: what would be in the way of a drop.
    Detach(ObjectId),
    /// Gives an enum and its like another name until its columns have let go.
    Aside(ObjectId),
    Drop(ObjectId),
    DropDefault(ObjectId),
    Create(ObjectId),
    ColumnType(ObjectId),
    Alter(ObjectId),
    SetDefault(ObjectId),
    /// Lets foreign keys wait until all rows are back.
    BeforeData,
    /// Gives rows back: first values, then what the migration inserted goes,
    /// then what it deleted comes.
    Data(Phase, QualifiedName),
    /// Checks the foreign keys that waited.
    AfterData,
    NotNull(ObjectId),
    /// Puts a partition or a sequence where it belongs.
    Attach(ObjectId),
    /// Drops what was put aside.
    DropAside(ObjectId),
}

/// The steps in which rows come back, over all tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Values,
    Deletes,
    Inserts,
    /// What came back and refers to a row that is gone goes again.
    Orphans,
}

/// Tasks with their statements, and which must be done before which.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    statements: BTreeMap<Task, Vec<String>>,
    before: BTreeMap<Task, BTreeSet<Task>>,
}

impl Tasks {
    pub(crate) fn add(&mut self, task: Task, sql: Vec<String>) {
        if !sql.is_empty() {
            self.statements.insert(task, sql);
        }
    }

    pub(crate) fn contains(&self, task: &Task) -> bool {
        self.statements.contains_key(task)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Task> {
        self.statements.keys()
    }

    pub(crate) fn statements_mut(&mut self, task: &Task) -> Option<&mut Vec<String>> {
        self.statements.get_mut(task)
    }

    /// Says that one task has to be done before another, if both are to be.
    pub(crate) fn order(&mut self, first: &Task, then: &Task) {
        if first != then && self.contains(first) && self.contains(then) {
            self.before
                .entry(then.clone())
                .or_default()
                .insert(first.clone());
        }
    }

    /// Returns the tasks in an order in which they can be done; where they
    /// wait for each other, `untie` is asked which comes first and may change
    /// the statements.
    pub(crate) fn sorted(
        mut self,
        mut untie: impl FnMut(&mut Self, &BTreeSet<Task>) -> Option<Task>,
    ) -> Vec<(Task, Vec<String>)> {
        let mut waiting: BTreeSet<Task> = self.statements.keys().cloned().collect();
        let mut done = Vec::new();
        while !waiting.is_empty() {
            let is_free = |task: &&Task| {
                let first = self.before.get(*task);
                first.is_none_or(|it| !it.iter().any(|it| waiting.contains(it)))
            };
            let free = waiting
                .iter()
                .filter(is_free)
                .min_by_key(|it| rank(it))
                .cloned();
            let next = free.or_else(|| {
                let known: BTreeSet<Task> = self.statements.keys().cloned().collect();
                let first = untie(&mut self, &waiting);
                // What could not be done at once is done in two steps.
                waiting.extend(
                    self.statements
                        .keys()
                        .filter(|it| !known.contains(*it))
                        .cloned(),
                );
                first
            });
            let next = next.or_else(|| waiting.iter().min_by_key(|it| rank(it)).cloned());
            let Some(next) = next else { break };
            waiting.remove(&next);
            if let Some(sql) = self.statements.get(&next) {
                done.push((next.clone(), sql.clone()));
            }
        }
        done
    }

    /// Returns the tasks that a task still waits for.
    pub(crate) fn waits_for<'a>(
        &'a self,
        task: &Task,
        waiting: &'a BTreeSet<Task>,
    ) -> impl Iterator<Item = &'a Task> {
        let first = self.before.get(task).into_iter().flatten();
        first.filter(|it| waiting.contains(*it))
    }
}

/// The order that reads best, where nothing else decides.
fn rank(task: &Task) -> (u8, u8) {
    match task {
        Task::Detach(_) => (0, 0),
        Task::Drop(object) => (1, drop_rank(object.kind)),
        Task::DropDefault(_) => (1, 45),
        Task::Aside(_) => (2, 0),
        Task::Create(object) => (3, create_rank(object.kind)),
        Task::ColumnType(_) => (3, 35),
        Task::SetDefault(_) => (3, 42),
        Task::BeforeData => (3, 46),
        Task::Data(Phase::Values, _) => (3, 47),
        Task::Data(Phase::Deletes, _) => (3, 48),
        Task::Data(Phase::Inserts, _) => (3, 49),
        Task::Data(Phase::Orphans, _) | Task::AfterData => (3, 50),
        Task::Attach(_) => (3, 51),
        Task::NotNull(_) => (3, 52),
        Task::Alter(object) => (3, alter_rank(object.kind)),
        Task::DropAside(_) => (4, 0),
    }
}

fn drop_rank(kind: Kind) -> u8 {
    match kind {
        Kind::EventTrigger | Kind::Publication | Kind::Subscription => 0,
        Kind::SecurityLabel => 1,
        Kind::SilencedCheck => 2,
        Kind::ImplicitType => 3,
        Kind::DefaultPrivilege | Kind::InheritedGrant => 5,
        Kind::Policy => 10,
        Kind::Rule => 11,
        Kind::Trigger => 12,
        Kind::View | Kind::MaterializedView => 20,
        Kind::Constraint => 30,
        Kind::Index => 31,
        Kind::Statistics => 32,
        Kind::TextSearchConfiguration => 33,
        Kind::TextSearchDictionary => 34,
        Kind::TextSearchParser | Kind::TextSearchTemplate => 35,
        Kind::Transform => 36,
        Kind::Cast => 37,
        Kind::OperatorClass => 38,
        Kind::OperatorFamily => 39,
        Kind::Operator => 40,
        Kind::Conversion => 41,
        Kind::Column => 50,
        Kind::Table => 51,
        Kind::UserMapping => 52,
        Kind::ForeignServer => 53,
        Kind::ForeignDataWrapper => 54,
        Kind::Routine => 60,
        Kind::Sequence => 61,
        Kind::BaseType
        | Kind::EnumType
        | Kind::Domain
        | Kind::CompositeType
        | Kind::RangeType
        | Kind::Other => 70,
        Kind::Collation => 72,
        Kind::AccessMethod => 73,
        Kind::Language => 74,
        Kind::Extension => 80,
        Kind::Schema => 90,
    }
}

fn create_rank(kind: Kind) -> u8 {
    match kind {
        Kind::Schema => 0,
        Kind::Extension => 1,
        Kind::Language => 2,
        Kind::AccessMethod => 3,
        Kind::Collation => 5,
        Kind::BaseType | Kind::EnumType | Kind::Domain | Kind::CompositeType | Kind::RangeType => {
            10
        }
        Kind::ForeignDataWrapper => 15,
        Kind::ForeignServer => 16,
        Kind::UserMapping => 17,
        Kind::Sequence => 20,
        Kind::Table => 30,
        Kind::Column => 31,
        Kind::Routine => 40,
        Kind::Conversion => 53,
        Kind::Operator => 54,
        Kind::OperatorFamily => 55,
        Kind::OperatorClass => 56,
        Kind::Cast | Kind::Transform | Kind::TextSearchParser | Kind::TextSearchTemplate => 57,
        Kind::TextSearchDictionary => 58,
        Kind::TextSearchConfiguration => 59,
        Kind::Constraint => 60,
        Kind::Index => 61,
        Kind::Statistics => 62,
        Kind::View | Kind::MaterializedView => 70,
        Kind::Trigger => 80,
        Kind::Rule => 81,
        Kind::Policy => 82,
        Kind::SilencedCheck | Kind::ImplicitType => 84,
        Kind::Publication => 85,
        Kind::Subscription => 86,
        Kind::EventTrigger => 88,
        Kind::SecurityLabel => 89,
        Kind::DefaultPrivilege | Kind::InheritedGrant | Kind::Other => 90,
    }
}

fn alter_rank(kind: Kind) -> u8 {
    match kind {
        Kind::Column => 53,
        Kind::Table => 83,
        other => create_rank(other),
    }
}
