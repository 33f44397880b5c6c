//! Names of what stands in a schema or in none: what has taken one makes room.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{
    Identity, Kind, Object, ObjectId, ObjectKey as _, ObjectName, Operator, RoutineKind, Signature,
    Snapshot,
};
use stagecraft_model::QualifiedName;

use super::{Names, qualified, with_name};
use crate::address;
use crate::context::relation_word;

impl Names<'_> {
    pub(super) fn schemas(&mut self) {
        let changed: Vec<_> = self
            .pairs(Kind::Schema)
            .into_iter()
            .filter(|(is, was)| is != was)
            .collect();
        let targets: BTreeSet<_> = changed
            .iter()
            .map(|(_, was)| was.name.name.clone())
            .collect();
        // Whoever has taken the name makes room.
        for schema in self
            .after
            .schemas
            .iter()
            .filter(|it| targets.contains(&it.name))
        {
            let aside = self.fresh();
            self.push(
                &schema.id(),
                format!("alter schema {} rename to {aside}", schema.name),
            );
            self.schemas.insert(schema.name.clone(), aside);
        }
        for (is, was) in changed {
            let (is, was) = (&is.name.name, &was.name.name);
            let now = self.schemas.get(is).unwrap_or(is).clone();
            let object = ObjectId {
                kind: Kind::Schema,
                name: was.clone().into(),
            };
            self.push(&object, format!("alter schema {now} rename to {was}"));
            self.schemas.insert(is.clone(), was.clone());
        }
    }

    /// Gives objects of kinds that share one name each their names back, and
    /// what is `replaced` another one.
    pub(super) fn standing(&mut self, kinds: &[Kind], replaced: &BTreeSet<ObjectId>) {
        let mut wanted: Vec<(ObjectId, ObjectName)> = Vec::new();
        let mut stays: BTreeSet<ObjectId> = BTreeSet::new();
        for kind in kinds {
            for (is, was) in self.pairs(*kind) {
                let now = self.moved(&is.name);
                // An operator makes no room for another: it has only one name.
                let is_taken = is.kind == Kind::Operator && self.after.contains(was);
                if now == was.name {
                    stays.insert(is.clone());
                } else if !is_taken {
                    wanted.push((is.clone(), was.name.clone()));
                }
            }
        }
        let targets: BTreeSet<ObjectName> = wanted.iter().map(|(_, was)| was.clone()).collect();
        // Current names of what had to make room.
        let mut current: BTreeMap<ObjectId, ObjectName> = BTreeMap::new();
        for kind in kinds {
            for (is, _) in self.after.identities.of_kind(*kind) {
                let now = self.moved(&is.name);
                let is_in_the_way = targets.contains(&now) && !stays.contains(is);
                if is_in_the_way || replaced.contains(is) {
                    let Some(target) = self.spelled(is, &now) else {
                        continue;
                    };
                    let aside = self.fresh();
                    self.push(is, format!("alter {target} rename to {aside}"));
                    current.insert(is.clone(), with_name(&now, aside));
                }
            }
        }
        for (is, was) in wanted {
            let mut now = current.remove(&is).unwrap_or_else(|| self.moved(&is.name));
            if now.schema != was.schema
                && !self.moves_with_its_table(&is)
                && let Some(schema) = &was.schema
                && let Some(target) = self.spelled(&is, &now)
            {
                self.push(&is, format!("alter {target} set schema {schema}"));
            }
            now.schema.clone_from(&was.schema);
            if now.name != was.name
                && let Some(target) = self.spelled(&is, &now)
            {
                self.push(&is, format!("alter {target} rename to {}", was.name));
            }
        }
    }

    /// Tables that were dropped and made anew under their name, with what has a
    /// name of its own in the schema.
    pub(super) fn replaced_tables(&self) -> BTreeSet<ObjectId> {
        let mut found = BTreeSet::new();
        for table in &self.before.tables {
            let id = table.id();
            let (was, is) = (
                self.before.identities.of(&id),
                self.after.identities.of(&id),
            );
            let is_gone = |identity: Identity| {
                self.after
                    .identities
                    .object(Kind::Table, identity)
                    .is_none()
            };
            let (Some(was), Some(is)) = (was, is) else {
                continue;
            };
            if was == is || !is_gone(was) {
                continue;
            }
            let relation = table.name();
            found.insert(id);
            found.extend(self.after.indexes_of(&relation).map(Object::id));
            let owned = self.after.sequences.iter().filter(|it| {
                it.owned_by
                    .as_ref()
                    .is_some_and(|it| it.relation() == relation)
            });
            found.extend(owned.map(Object::id));
        }
        found
    }

    fn moves_with_its_table(&self, object: &ObjectId) -> bool {
        match object.kind {
            Kind::Index => true,
            Kind::Sequence => QualifiedName::of_name(&object.name)
                .and_then(|it| self.after.sequences.get(&it))
                .is_some_and(|it| it.owned_by.is_some()),
            _ => false,
        }
    }

    /// Writes an object as `ALTER` takes it, under the name that it has by now.
    fn spelled(&self, object: &ObjectId, now: &ObjectName) -> Option<String> {
        let name = &object.name;
        let (word, behind) = match object.kind {
            Kind::Routine => {
                let routine = self.after.routines.get(&Signature::of_name(name)?)?;
                let word = match routine.kind {
                    RoutineKind::Procedure => "procedure",
                    RoutineKind::Aggregate => "aggregate",
                    _ => "function",
                };
                let target = address::routine(routine);
                let arguments = target.split_once('(').map(|(_, it)| format!("({it}"))?;
                (word, arguments)
            }
            Kind::Operator => {
                let schema = now.schema.as_ref()?;
                let operator = self.after.operators.get(&Signature::of_name(name)?)?;
                let now = Operator {
                    schema: schema.clone(),
                    ..operator.clone()
                };
                return Some(format!("operator {}", address::of_operator(&now)));
            }
            Kind::OperatorFamily | Kind::OperatorClass => {
                let word = word(object, self.after);
                (word, format!(" {}", name.arguments.clone()?))
            }
            _ => (word(object, self.after), String::new()),
        };
        Some(format!("{word} {}{behind}", qualified(now)))
    }
}

fn word(object: &ObjectId, snapshot: &Snapshot) -> &'static str {
    match object.kind {
        Kind::BaseType | Kind::EnumType | Kind::CompositeType | Kind::RangeType => "type",
        Kind::Domain => "domain",
        Kind::Language => "language",
        Kind::Collation => "collation",
        Kind::Conversion => "conversion",
        Kind::ForeignDataWrapper => "foreign data wrapper",
        Kind::ForeignServer => "server",
        Kind::OperatorFamily => "operator family",
        Kind::OperatorClass => "operator class",
        Kind::TextSearchParser => "text search parser",
        Kind::TextSearchTemplate => "text search template",
        Kind::TextSearchDictionary => "text search dictionary",
        Kind::TextSearchConfiguration => "text search configuration",
        Kind::Statistics => "statistics",
        Kind::Publication => "publication",
        Kind::Subscription => "subscription",
        Kind::EventTrigger => "event trigger",
        Kind::Sequence => "sequence",
        Kind::View => "view",
        Kind::MaterializedView => "materialized view",
        Kind::Index => "index",
        _ => {
            QualifiedName::of_name(&object.name).map_or("table", |it| relation_word(snapshot, &it))
        }
    }
}
