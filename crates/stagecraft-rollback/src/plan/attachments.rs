//! What belongs where: partitions, inheritance, owned sequences, publications,
//! extensions' dependents.

use stagecraft_catalog::{Kind, Object as _, ObjectId, Table};
use stagecraft_model::QualifiedName;

use super::Planner;
use crate::graph::whole;
use crate::task::Task;
use crate::{address, kinds};

impl Planner<'_> {
    /// Partitions, inheritance, owned sequences, publications.
    pub(super) fn attachments(&mut self) {
        let (before, after) = (self.context.before, self.context.after);
        for table in &before.tables {
            let id = table.id();
            let is = after.tables.get(&table.name());
            let is_new = self.extent.comes(&id);
            let now: &[QualifiedName] = if is_new {
                &[]
            } else {
                is.map_or(&[], |it| &it.inherits)
            };
            let bound_now = is
                .filter(|_| !is_new)
                .and_then(|it| it.partition_bound.as_ref());
            let is_pending = is.is_some_and(|it| it.detach_pending) && !is_new;
            let is_half_way = is_pending && !table.detach_pending;
            if now == table.inherits.as_slice()
                && bound_now == table.partition_bound.as_ref()
                && !is_half_way
            {
                continue;
            }
            self.inheritance(table, now, bound_now.is_some(), is_new, is_pending);
        }
        for sequence in &before.sequences {
            let id = sequence.id();
            if sequence.identity {
                continue;
            }
            let now = after
                .sequences
                .get(&sequence.name())
                .filter(|_| !self.extent.comes(&id))
                .and_then(|it| it.owned_by.as_ref());
            let owner_comes = sequence.owned_by.as_ref().is_some_and(|it| {
                let column = ObjectId {
                    kind: Kind::Column,
                    name: it.clone().into(),
                };
                self.extent.comes(&column)
                    || whole(&column, before).is_some_and(|it| self.extent.comes(&it))
            });
            if now == sequence.owned_by.as_ref() && !(owner_comes && now.is_some()) {
                continue;
            }
            let name = sequence.name();
            if now.is_some() {
                self.tasks.add(
                    Task::Detach(id.clone()),
                    vec![format!("alter sequence {name} owned by none")],
                );
            }
            if let Some(column) = &sequence.owned_by {
                let owner = format!("{}.{}", column.relation(), column.name);
                self.tasks.add(
                    Task::Attach(id),
                    vec![format!("alter sequence {name} owned by {owner}")],
                );
            }
        }
        for index in &before.indexes {
            let id = index.id();
            if self.extent.comes(&id) {
                let sql = kinds::attach(index).into_iter().collect();
                self.tasks.add(Task::Attach(id), sql);
            }
        }
        self.dependents_of_extensions();
        for publication in &after.publications {
            let id = publication.id();
            let was = before.publications.get(&publication.name);
            if let Some(was) = was.filter(|_| !self.extent.goes(&id)) {
                let sql = kinds::leaving(publication, was);
                self.tasks.add(Task::Detach(id), sql);
            }
        }
    }

    /// An extension takes nothing along that stays, and again has what depended
    /// on it. What is made says so itself.
    fn dependents_of_extensions(&mut self) {
        let (before, after) = (self.context.before, self.context.after);
        let nothing = Vec::new();
        for extension in &after.extensions {
            let was = before.extensions.get(&extension.name);
            let was = was.filter(|_| !self.extent.goes(&extension.id()));
            let wanted = was.map_or(&nothing, |it| &it.dependents);
            let sql = kinds::let_go(extension, wanted);
            self.tasks.add(Task::Detach(extension.id()), sql);
        }
        for extension in &before.extensions {
            let is = after.extensions.get(&extension.name);
            let is = is.filter(|_| !self.extent.comes(&extension.id()));
            let dependents = is.map_or(&nothing, |it| &it.dependents);
            let stays = |dependent: &str| {
                let mut objects = after.identities.iter();
                objects
                    .find(|(it, _)| address::is(it, after, dependent))
                    .is_some_and(|(it, _)| !self.is_going(it))
            };
            let sql = kinds::hold(extension, dependents, stays);
            self.tasks.add(Task::Attach(extension.id()), sql);
        }
    }

    fn inheritance(
        &mut self,
        table: &Table,
        now: &[QualifiedName],
        is_partition: bool,
        is_new: bool,
        is_pending: bool,
    ) {
        let name = table.name();
        let id = table.id();
        // Parents count in the order in which they came.
        let same = now
            .iter()
            .zip(&table.inherits)
            .take_while(|(is, was)| is == was)
            .count();
        let stays = if is_partition {
            &[]
        } else {
            now.get(..same).unwrap_or_default()
        };
        let end = if is_pending { " finalize" } else { "" };
        let detach: Vec<_> = now
            .iter()
            .filter(|it| !stays.contains(it))
            .map(|parent| {
                if is_partition {
                    format!("alter table {parent} detach partition {name}{end}")
                } else {
                    format!("alter table {name} no inherit {parent}")
                }
            })
            .collect();
        self.tasks.add(Task::Detach(id.clone()), detach);
        let attach: Vec<_> = table
            .inherits
            .iter()
            .filter(|it| !stays.contains(it))
            .filter_map(|parent| match &table.partition_bound {
                Some(bound) => Some(format!(
                    "alter table {parent} attach partition {name} {bound}"
                )),
                // A new table is made with its parents.
                None if is_new => None,
                None => Some(format!("alter table {name} inherit {parent}")),
            })
            .collect();
        self.tasks.add(Task::Attach(id), attach);
    }
}
