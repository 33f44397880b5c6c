//! When rows come, and partitions with theirs.

use stagecraft_catalog::{Kind, Object as _, ObjectId, ObjectKey as _};
use stagecraft_model::QualifiedName;

use super::{Data, Planner, foreign_keys};
use crate::context::relation;
use crate::task::{Phase, Task};

impl Planner<'_> {
    /// Rows come when their table stands and before anything that judges them.
    pub(super) fn order_data(&mut self, data: &Data) {
        let tasks: Vec<Task> = data
            .keys()
            .map(|(phase, table)| Task::Data(*phase, table.clone()))
            .collect();
        for (task, ((phase, table), rows)) in tasks.iter().zip(data) {
            self.order_around_rows(task, table);
            for read in &rows.reads {
                self.tasks.order(task, &Task::Drop(read.clone()));
            }
            self.tasks.order(&Task::BeforeData, task);
            self.tasks.order(task, &Task::AfterData);
            for (other, (later, _)) in tasks.iter().zip(data.keys()) {
                if phase < later {
                    self.tasks.order(task, other);
                }
            }
            for key in foreign_keys(self.context.before, table) {
                let Some(parent) = key.references.as_ref().filter(|it| *it != table) else {
                    continue;
                };
                let parent = Task::Data(*phase, parent.clone());
                if matches!(phase, Phase::Inserts | Phase::Orphans) {
                    self.tasks.order(&parent, task);
                } else if *phase == Phase::Deletes {
                    self.tasks.order(task, &parent);
                }
            }
        }
    }

    fn order_around_rows(&mut self, task: &Task, table: &QualifiedName) {
        let before = self.context.before;
        let Some(id) = relation(before, table) else {
            return;
        };
        let mut first = vec![Task::Create(id)];
        let mut then = Vec::new();
        for column in before.columns_of(table) {
            first.push(Task::Create(column.id()));
            first.push(Task::ColumnType(column.id()));
            then.push(Task::Alter(column.id()));
            // Nulls may come where they were allowed.
            let not_null = Task::NotNull(column.id());
            if column.not_null {
                then.push(not_null);
            } else {
                first.push(not_null);
            }
        }
        let parts = before.parts_of(table).into_iter();
        then.extend(parts.filter(|it| it.kind != Kind::Column).map(Task::Create));
        let parts = self.context.after.parts_of(table).into_iter();
        first.extend(parts.filter(|it| it.kind != Kind::Column).map(Task::Drop));
        then.extend(self.tasks.all().filter_map(|it| match it {
            Task::Create(object) | Task::Alter(object) if object.kind == Kind::MaterializedView => {
                Some(it.clone())
            }
            _ => None,
        }));
        // Triggers are on again, keys are checked, before anything else is done
        // to the table.
        let after = Task::AfterData;
        for it in first {
            self.tasks.order(&it, task);
            self.tasks.order(&it, &Task::BeforeData);
        }
        for it in then {
            self.tasks.order(task, &it);
            self.tasks.order(&after, &it);
        }
    }

    /// A partition is attached with its rows, and before its table gets what
    /// partitions get from it.
    pub(super) fn order_partitions(&mut self) {
        let before = self.context.before;
        let attached: Vec<ObjectId> = self
            .tasks
            .all()
            .filter_map(|it| match it {
                Task::Attach(object) if object.kind == Kind::Table => Some(object.clone()),
                _ => None,
            })
            .collect();
        for child in attached {
            let task = Task::Attach(child.clone());
            let Some(name) = QualifiedName::of_name(&child.name) else {
                continue;
            };
            for phase in [
                Phase::Values,
                Phase::Deletes,
                Phase::Inserts,
                Phase::Orphans,
            ] {
                self.tasks.order(&Task::Data(phase, name.clone()), &task);
            }
            self.tasks.order(&Task::AfterData, &task);
            for column in before.columns_of(&name) {
                self.tasks.order(&Task::NotNull(column.id()), &task);
            }
            let parents = before.tables.get(&name).map_or(&[][..], |it| &it.inherits);
            for parent in parents {
                let id = ObjectId {
                    kind: Kind::Table,
                    name: parent.clone().into(),
                };
                self.tasks.order(&Task::Create(id), &task);
                for part in before.parts_of(parent) {
                    if matches!(part.kind, Kind::Constraint | Kind::Index | Kind::Trigger) {
                        self.tasks.order(&task, &Task::Create(part));
                    }
                }
            }
            for part in before.parts_of(&name) {
                let attach = Task::Attach(part.clone());
                if part.kind == Kind::Index && self.tasks.contains(&attach) {
                    // What is there is attached with the partition.
                    self.tasks.order(&Task::Create(part), &task);
                    self.tasks.order(&task, &attach);
                } else if matches!(part.kind, Kind::Index | Kind::Constraint | Kind::Trigger) {
                    self.tasks.order(&task, &Task::Alter(part.clone()));
                    self.tasks.order(&task, &Task::Create(part));
                }
            }
        }
    }
}
