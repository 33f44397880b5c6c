//! The way back from one catalog to another, with the rows.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Kind, MemberName, Object as _, ObjectId, Snapshot};
use stagecraft_model::Ident;

use crate::context::Context;
use crate::keep::{self, Kept, Key, Strategy};
use crate::plan::{Coming, Planner, Rows};
use crate::task::{Phase, Task};
use crate::{Statement, names};

/// Returns the settings that a way back runs under, local to its transaction.
pub fn settings() -> Vec<String> {
    let mut sql = vec![
        "set local lock_timeout = '5s'".to_owned(),
        "set local check_function_bodies = off".to_owned(),
        "set local row_security = off".to_owned(),
    ];
    sql.extend(keep::set_text_settings());
    sql
}

/// Everything that a way back is made of.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// The catalog before the migration.
    pub before: &'a Snapshot,
    /// The catalog as the migration left it.
    pub left: &'a Snapshot,
    /// What was kept of its rows.
    pub kept: &'a Kept,
    /// Who runs the rollback.
    pub role: &'a Ident,
}

impl Way<'_> {
    /// Returns the statements to begin with: tables that were moved aside come
    /// back. Read the catalog again when they have run.
    pub fn tables_back(&self) -> Vec<Statement> {
        let moved = |it: &&keep::KeptTable| matches!(it.strategy, Strategy::Move { .. });
        let tables = self.kept.tables.iter().filter(moved);
        tables
            .flat_map(|it| {
                let title = format!("table {}: back from where it was moved", it.relation);
                keep::bring_back(it).into_iter().map(move |sql| Statement {
                    sql,
                    about: None,
                    title: title.clone(),
                })
            })
            .collect()
    }

    /// Returns the statements that give old names back, in the catalog `now`,
    /// to which moved tables have come back. Read the catalog again when they
    /// have run.
    pub fn names_back(&self, now: &Snapshot) -> Vec<Statement> {
        names(self.before, now)
    }

    /// Returns the rest of the way, from `after`, in which every object has
    /// its old name.
    pub fn rest(&self, after: &Snapshot) -> Vec<Statement> {
        let context = Context {
            before: self.before,
            after,
            role: self.role,
        };
        let planner = Planner::new(context, self.coming(after));
        let mut statements = Vec::new();
        let mut plain = |title: &str, sql: Vec<String>| {
            statements.extend(sql.into_iter().map(|sql| Statement {
                sql,
                about: None,
                title: title.to_owned(),
            }));
        };
        plain(
            "rows that may come back: those that nobody has changed since",
            keep::check(self.kept, self.before, (self.left, after)),
        );
        let goes: Vec<ObjectId> = self.going(&planner, after);
        plain(
            "what goes with its table or column is kept",
            keep::undone(&self.kept.version, &goes, after),
        );
        let restored = keep::restore(self.kept, self.before, (self.left, after), self.role);
        let tasks = planner.plan(&restored.rows, restored.around);
        statements.extend(tasks.into_iter().flat_map(|(task, sql)| {
            let (title, about) = (title(&task), about(&task));
            sql.into_iter().map(move |sql| Statement {
                sql,
                about: about.clone(),
                title: title.clone(),
            })
        }));
        for name in &self.kept.sequences {
            if let Some(sequence) = self.before.sequences.get(name) {
                statements.push(Statement {
                    sql: keep::restore_position(sequence, self.kept),
                    about: Some(sequence.id()),
                    title: format!("sequence {name}: where it stood"),
                });
            }
        }
        statements
    }

    /// Rows come from the table that took their table's name; values that have
    /// no key to be found by are overwritten only when all have their types.
    fn coming(&self, after: &Snapshot) -> Coming {
        let mut coming = Coming {
            passing: keep::passing(self.kept, self.before, (self.left, after)),
            ..Coming::default()
        };
        for table in &self.kept.tables {
            if table.is_replaced {
                coming.tables.insert(table.relation.clone());
            }
            if let (Strategy::Difference { columns }, Key::Content(_)) =
                (&table.strategy, &table.key)
            {
                let relation = &table.relation;
                coming.columns.extend(columns.iter().map(|it| MemberName {
                    schema: relation.schema.clone(),
                    relation: relation.name.clone(),
                    name: it.as_str().into(),
                }));
            }
        }
        coming
    }

    /// Tables and columns that go for good, without those whose rows are
    /// transferred.
    fn going(&self, planner: &Planner<'_>, after: &Snapshot) -> Vec<ObjectId> {
        let transferred: BTreeSet<ObjectId> = self
            .kept
            .tables
            .iter()
            .filter(|it| it.is_replaced)
            .filter_map(|it| keep::aside(it, self.left, after))
            .collect();
        planner
            .drops()
            .filter(|it| matches!(it.kind, Kind::Table | Kind::Column))
            .filter(|it| !transferred.contains(it))
            .filter(|it| {
                it.kind == Kind::Table
                    || crate::graph::whole(it, after).is_some_and(|it| !planner.goes(&it))
            })
            .cloned()
            .collect()
    }
}

/// Returns the statements that turn the catalog `after`, in which every object
/// has its old name, into `before`, in the order in which they run, without
/// any thought of rows. `role` is who runs them.
///
/// Both snapshots are of one database and have identities and dependencies.
pub fn generate(before: &Snapshot, after: &Snapshot, role: &Ident) -> Vec<Statement> {
    let context = Context {
        before,
        after,
        role,
    };
    let planner = Planner::new(context, Coming::default());
    let tasks = planner.plan(&BTreeMap::<_, Rows>::new(), Default::default());
    tasks
        .into_iter()
        .flat_map(|(task, sql)| {
            let (title, about) = (title(&task), about(&task));
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
        Task::BeforeData | Task::Data(..) | Task::AfterData => None,
    }
}

fn title(task: &Task) -> String {
    match task {
        Task::Detach(object) => format!("{object}: out of the way"),
        Task::Aside(object) => format!("{object}: aside"),
        Task::Drop(object) | Task::DropAside(object) => format!("{object}: goes"),
        Task::DropDefault(object) => format!("{object}: default goes"),
        Task::Create(object) | Task::Alter(object) => format!("{object}: as it was"),
        Task::ColumnType(object) => format!("{object}: type as it was"),
        Task::SetDefault(object) => format!("{object}: default as it was"),
        Task::NotNull(object) => format!("{object}: nulls as they were"),
        Task::Attach(object) => format!("{object}: where it belonged"),
        Task::BeforeData => "rows come back without triggers acting on them".to_owned(),
        Task::Data(Phase::Values, table) => format!("values of {table} come back"),
        Task::Data(Phase::Deletes, table) => format!("rows that were not in {table} go"),
        Task::Data(Phase::Inserts, table) => format!("rows of {table} come back"),
        Task::Data(Phase::Orphans, table) => {
            format!("rows of {table} that refer to rows that are gone")
        }
        Task::AfterData => "triggers and keys as they were".to_owned(),
    }
}
