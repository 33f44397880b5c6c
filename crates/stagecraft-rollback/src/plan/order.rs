//! What waits for what, by dependencies and names.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Kind, Object as _, ObjectId, ObjectKey as _};
use stagecraft_model::QualifiedName;

use super::{Planner, column};
use crate::graph::{Vertex, whole};
use crate::task::Task;

impl Planner<'_> {
    /// What needs something that goes lets go of it first.
    pub(super) fn order_by_needs_after(&mut self) {
        let after = self.context.after;
        let gone: Vec<Task> = self
            .tasks
            .all()
            .filter(|it| {
                matches!(
                    it,
                    Task::Drop(_) | Task::Aside(_) | Task::ColumnType(_) | Task::DropAside(_)
                )
            })
            .cloned()
            .collect();
        for task in gone {
            let object = match &task {
                Task::Drop(it) | Task::Aside(it) | Task::ColumnType(it) | Task::DropAside(it) => {
                    it.clone()
                }
                _ => continue,
            };
            let mut vertices = vec![Vertex::from(object.clone())];
            if matches!(task, Task::Drop(_))
                && let Some(relation) = QualifiedName::of_name(&object.name)
                && matches!(
                    object.kind,
                    Kind::Table | Kind::View | Kind::MaterializedView
                )
            {
                vertices.extend(after.parts_of(&relation).into_iter().map(Vertex::from));
            }
            let dependents: BTreeSet<Vertex> = vertices
                .iter()
                .flat_map(|it| self.needs_after.needed_by(it).cloned())
                .collect();
            for dependent in dependents {
                self.let_go(&dependent, &task, &object);
            }
            if matches!(task, Task::ColumnType(_)) {
                self.tasks.order(&Task::DropDefault(object.clone()), &task);
            }
        }
    }

    fn let_go(&mut self, dependent: &Vertex, task: &Task, object: &ObjectId) {
        let other = &dependent.object;
        let owner = whole(other, self.context.after);
        if dependent.is_default {
            self.tasks.order(&Task::DropDefault(other.clone()), task);
        }
        let last = matches!(task, Task::DropAside(_));
        self.tasks.order(&Task::Drop(other.clone()), task);
        self.tasks.order(&Task::Detach(other.clone()), task);
        if !matches!(task, Task::Aside(_)) {
            self.tasks.order(&Task::ColumnType(other.clone()), task);
        }
        let is_same_whole = owner.as_ref() == Some(object);
        if matches!(task, Task::Drop(_)) || last {
            if !is_same_whole {
                self.tasks.order(&Task::Alter(other.clone()), task);
            }
            self.tasks.order(&Task::DropAside(other.clone()), task);
        }
        if let Some(owner) = owner
            && owner != *object
            // A table that is still to be read goes after a type is put aside.
            && !(owner.kind == Kind::Table && matches!(task, Task::Aside(_)))
        {
            self.tasks.order(&Task::Drop(owner.clone()), task);
            if matches!(task, Task::Drop(_)) || last {
                self.tasks.order(&Task::DropAside(owner), task);
            }
        }
    }

    /// What needs something that comes waits for it.
    pub(super) fn order_by_needs_before(&mut self) {
        let before = self.context.before;
        let waiting: Vec<Task> = self.tasks.all().cloned().collect();
        for task in waiting {
            let (object, is_default) = match &task {
                Task::Create(it)
                | Task::Alter(it)
                | Task::ColumnType(it)
                | Task::Attach(it)
                | Task::NotNull(it) => (it.clone(), false),
                Task::SetDefault(it) => (it.clone(), true),
                _ => continue,
            };
            let mut vertices = vec![Vertex {
                object: object.clone(),
                is_default,
            }];
            if object.kind == Kind::Table
                && matches!(task, Task::Create(_))
                && let Some(relation) = QualifiedName::of_name(&object.name)
            {
                let columns = before.columns_of(&relation);
                vertices.extend(columns.iter().map(|it| Vertex::from(it.id())));
                // Some expressions stand in the statement.
                let inline = columns
                    .iter()
                    .filter(|it| it.generated.is_some() || self.has_plain_default(it));
                vertices.extend(inline.map(|it| Vertex {
                    object: it.id(),
                    is_default: true,
                }));
            }
            if object.kind == Kind::Column {
                let is_generated = column(before, &object).is_some_and(|it| it.generated.is_some());
                if is_generated && matches!(task, Task::Create(_)) {
                    vertices.push(Vertex {
                        object: object.clone(),
                        is_default: true,
                    });
                }
            }
            let needs: BTreeSet<Vertex> = vertices
                .iter()
                .flat_map(|it| self.needs_before.needs(it).cloned())
                .collect();
            let is_shell = matches!(task, Task::Create(_)) && self.comes_as_shell(&object);
            for on in needs {
                if is_shell && on.object.kind == Kind::Routine {
                    continue;
                }
                // A partition's index is attached later.
                let is_index = [&object, &on.object]
                    .iter()
                    .all(|it| it.kind == Kind::Index);
                if is_index && matches!(task, Task::Create(_)) {
                    continue;
                }
                self.wait_for(&on, &task, &object);
            }
            for first in [
                Task::Drop(object.clone()),
                Task::Aside(object.clone()),
                Task::Detach(object.clone()),
            ] {
                self.tasks.order(&first, &task);
            }
            if matches!(task, Task::SetDefault(_)) {
                for first in [
                    Task::DropDefault(object.clone()),
                    Task::Create(object.clone()),
                    Task::ColumnType(object.clone()),
                ] {
                    self.tasks.order(&first, &task);
                }
            }
            if matches!(task, Task::NotNull(_) | Task::Alter(_) | Task::Attach(_)) {
                self.tasks.order(&Task::Create(object.clone()), &task);
            }
            // Identity comes when the default has gone, and needs no `NOT NULL`.
            if matches!(task, Task::Alter(_)) {
                self.tasks.order(&Task::DropDefault(object.clone()), &task);
                self.tasks.order(&Task::ColumnType(object.clone()), &task);
            }
            if let Some(owner) = whole(&object, before) {
                if owner.kind == Kind::View && matches!(task, Task::Alter(_)) {
                    self.tasks.order(&Task::Alter(owner.clone()), &task);
                }
                self.tasks.order(&Task::Create(owner), &task);
            }
        }
    }

    fn wait_for(&mut self, on: &Vertex, task: &Task, object: &ObjectId) {
        let other = &on.object;
        // A sequence is made before the column that will own it; a table is
        // made with its columns.
        let is_owner = object.kind == Kind::Sequence && other.kind == Kind::Column;
        let is_own_part = whole(other, self.context.before).as_ref() == Some(object);
        if is_own_part || (is_owner && matches!(task, Task::Create(_))) {
            return;
        }
        for first in [Task::Create(other.clone()), Task::ColumnType(other.clone())] {
            self.tasks.order(&first, task);
        }
        let is_part_of_other = whole(object, self.context.before).as_ref() == Some(other)
            || self.completes(object, other);
        if matches!(task, Task::Create(_)) && !is_part_of_other {
            self.tasks.order(&Task::Alter(other.clone()), task);
        }
        if let Some(owner) = whole(other, self.context.before)
            && owner != *object
        {
            if owner.kind == Kind::View && matches!(task, Task::Create(_)) {
                self.tasks.order(&Task::Alter(owner.clone()), task);
            }
            self.tasks.order(&Task::Create(owner), task);
        }
    }

    /// A name is free when its old owner is gone.
    pub(super) fn order_names(&mut self) {
        let key = |object: &ObjectId| {
            let is_relation = matches!(
                object.kind,
                Kind::Table
                    | Kind::View
                    | Kind::MaterializedView
                    | Kind::Sequence
                    | Kind::Index
                    | Kind::BaseType
                    | Kind::EnumType
                    | Kind::Domain
                    | Kind::CompositeType
                    | Kind::RangeType
            );
            is_relation
                .then(|| QualifiedName::of_name(&object.name))
                .flatten()
        };
        let mut holders: BTreeMap<QualifiedName, Vec<Task>> = BTreeMap::new();
        for task in self.tasks.all() {
            if let Task::Drop(object) | Task::Aside(object) = task
                && let Some(name) = key(object)
            {
                holders.entry(name).or_default().push(task.clone());
            }
        }
        let takers: Vec<(Task, QualifiedName)> = self
            .tasks
            .all()
            .filter_map(|task| match task {
                Task::Create(object) => Some((task.clone(), key(object)?)),
                _ => None,
            })
            .collect();
        for (task, name) in takers {
            for holder in holders.get(&name).into_iter().flatten() {
                self.tasks.order(holder, &task);
            }
        }
    }
}
