//! Names of columns, constraints, triggers, rules and policies.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Kind, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::{Ident, QualifiedName};

use super::{MEMBERS, Names, with_name};
use crate::context::relation_word;

impl Names<'_> {
    pub(super) fn members(&mut self) {
        for kind in MEMBERS {
            let changed: Vec<_> = self
                .pairs(kind)
                .into_iter()
                .filter(|(is, was)| is.name.name != was.name.name)
                .filter(|(is, _)| !self.is_inherited(is))
                .collect();
            // Within a relation, who takes another's name makes room first.
            let mut taken: BTreeMap<(Option<Ident>, Option<Ident>), BTreeSet<Ident>> =
                BTreeMap::new();
            for (object, _) in self.after.identities.of_kind(kind) {
                let key = (object.name.schema.clone(), object.name.relation.clone());
                taken
                    .entry(key)
                    .or_default()
                    .insert(object.name.name.clone());
            }
            let mut late = Vec::new();
            for (is, was) in changed {
                let key = (is.name.schema.clone(), is.name.relation.clone());
                let Some(relation) = self.relation_as_it_was(is, was) else {
                    continue;
                };
                let names = taken.entry(key).or_default();
                if names.contains(&was.name.name) {
                    let occupant = ObjectId {
                        kind,
                        name: with_name(&is.name, was.name.name.clone()),
                    };
                    let is_created = self
                        .after
                        .identities
                        .of(&occupant)
                        .is_none_or(|it| self.before.identities.object(kind, it).is_none());
                    let aside = self.fresh();
                    if is_created {
                        let sql = member(kind, &relation, &was.name.name, &aside, self.before);
                        self.push(&occupant, sql);
                        let sql =
                            member(kind, &relation, &is.name.name, &was.name.name, self.before);
                        self.push(is, sql);
                    } else {
                        let sql = member(kind, &relation, &is.name.name, &aside, self.before);
                        self.push(is, sql);
                        let sql = member(kind, &relation, &aside, &was.name.name, self.before);
                        late.push((is.clone(), sql));
                    }
                } else {
                    let sql = member(kind, &relation, &is.name.name, &was.name.name, self.before);
                    self.push(is, sql);
                }
            }
            for (object, sql) in late {
                self.push(&object, sql);
            }
        }
    }

    /// Returns the relation of a member under the name that it has by now.
    fn relation_as_it_was(&self, is: &ObjectId, was: &ObjectId) -> Option<QualifiedName> {
        let relation = self.before.relation_of(was);
        relation.or_else(|| self.after.relation_of(is))
    }

    /// What a parent renames is renamed with it; an index's constraint with
    /// the index.
    fn is_inherited(&self, object: &ObjectId) -> bool {
        let Some(name) = stagecraft_catalog::MemberName::of_name(&object.name) else {
            return false;
        };
        match object.kind {
            Kind::Column => {
                let column = self.after.columns.get(&name);
                let table = self.after.tables.get(&name.relation());
                column.is_some_and(|it| it.inherited)
                    || table.is_some_and(|it| it.partition_bound.is_some())
            }
            Kind::Constraint => self
                .after
                .constraints
                .get(&name)
                .is_some_and(|it| it.inherited || crate::kinds::has_index(it)),
            Kind::Trigger => self
                .after
                .triggers
                .get(&name)
                .is_some_and(|it| it.inherited),
            _ => false,
        }
    }
}

fn member(
    kind: Kind,
    relation: &QualifiedName,
    is: &Ident,
    was: &Ident,
    snapshot: &Snapshot,
) -> String {
    let word = relation_word(snapshot, relation);
    match kind {
        Kind::Column if word == "type" => {
            format!("alter type {relation} rename attribute {is} to {was}")
        }
        Kind::Column => format!("alter {word} {relation} rename column {is} to {was}"),
        Kind::Constraint => format!("alter {word} {relation} rename constraint {is} to {was}"),
        Kind::Trigger => format!("alter trigger {is} on {relation} rename to {was}"),
        Kind::Rule => format!("alter rule {is} on {relation} rename to {was}"),
        _ => format!("alter policy {is} on {relation} rename to {was}"),
    }
}
