//! The names that objects had, by what the server knows them by.
//!
//! An object that kept its identity and lost its name gets it back. Whatever
//! stands in the way, made by the migration, gets another name until it is
//! dropped; so does a table that was dropped and made anew, since its rows may
//! be wanted.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{
    Identity, Kind, Object, ObjectId, ObjectKey as _, ObjectName, Operator, RoutineKind, Signature,
    Snapshot,
};
use stagecraft_model::{Ident, QualifiedName, quote_literal};

use crate::context::relation_word;
use crate::{Statement, address};

/// Kinds that stand in a schema under one name each, tables and types alike.
const RELATIONS: [Kind; 10] = [
    Kind::BaseType,
    Kind::EnumType,
    Kind::Domain,
    Kind::CompositeType,
    Kind::RangeType,
    Kind::Sequence,
    Kind::Table,
    Kind::View,
    Kind::MaterializedView,
    Kind::Index,
];

/// Kinds whose names are their own business.
const OTHERS: [Kind; 17] = [
    Kind::Language,
    Kind::Collation,
    Kind::Conversion,
    Kind::ForeignDataWrapper,
    Kind::ForeignServer,
    Kind::Routine,
    Kind::Operator,
    Kind::OperatorFamily,
    Kind::OperatorClass,
    Kind::TextSearchParser,
    Kind::TextSearchTemplate,
    Kind::TextSearchDictionary,
    Kind::TextSearchConfiguration,
    Kind::Statistics,
    Kind::Publication,
    Kind::Subscription,
    Kind::EventTrigger,
];

const MEMBERS: [Kind; 5] = [
    Kind::Column,
    Kind::Constraint,
    Kind::Trigger,
    Kind::Rule,
    Kind::Policy,
];

/// Returns the statements that give every object of `before` that is still
/// there its old name and schema. Read the catalog again when they have run:
/// text that names these objects has changed with them.
///
/// Both snapshots are of one database and have identities.
pub fn names(before: &Snapshot, after: &Snapshot) -> Vec<Statement> {
    let mut names = Names {
        before,
        after,
        schemas: BTreeMap::new(),
        statements: Vec::new(),
        asides: 0,
    };
    names.schemas();
    // Types are what some of these are told apart by.
    for kind in OTHERS {
        names.standing(&[kind], &BTreeSet::new());
    }
    names.standing(&RELATIONS, &names.replaced_tables());
    names.members();
    names.labels();
    names.statements
}

struct Names<'a> {
    before: &'a Snapshot,
    after: &'a Snapshot,
    /// What a schema is called now, and was before.
    schemas: BTreeMap<Ident, Ident>,
    statements: Vec<Statement>,
    asides: usize,
}

impl<'a> Names<'a> {
    /// Returns the objects of a kind that are in both: what they are called now
    /// and what they were.
    fn pairs(&self, kind: Kind) -> Vec<(&'a ObjectId, &'a ObjectId)> {
        self.before
            .identities
            .of_kind(kind)
            .filter_map(|(was, identity)| {
                let is = self.after.identities.object(kind, identity)?;
                Some((is, was))
            })
            .collect()
    }

    fn push(&mut self, about: &ObjectId, sql: String) {
        self.statements.push(Statement {
            sql,
            about: Some(about.clone()),
            title: format!("{about} gets its name back"),
        });
    }

    fn fresh(&mut self) -> Ident {
        self.asides += 1;
        Ident::new(format!("stagecraft_aside_{}", self.asides))
    }

    /// Returns the name as it reads after schemas have got their names back.
    fn moved(&self, name: &ObjectName) -> ObjectName {
        let mut name = name.clone();
        if let Some(schema) = name.schema.as_mut()
            && let Some(was) = self.schemas.get(schema)
        {
            *schema = was.clone();
        }
        name
    }

    fn schemas(&mut self) {
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
    fn standing(&mut self, kinds: &[Kind], replaced: &BTreeSet<ObjectId>) {
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
    fn replaced_tables(&self) -> BTreeSet<ObjectId> {
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

    fn members(&mut self) {
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

    /// Labels of an enum cannot be taken away, so as many as before means
    /// that some were renamed.
    fn labels(&mut self) {
        for (is, was) in self.pairs(Kind::EnumType) {
            let now =
                QualifiedName::of_name(&is.name).and_then(|it| self.after.enum_types.get(&it));
            let old =
                QualifiedName::of_name(&was.name).and_then(|it| self.before.enum_types.get(&it));
            let (Some(now), Some(old)) = (now, old) else {
                continue;
            };
            for (new, label) in renamed_labels(&now.labels, &old.labels) {
                let sql = format!(
                    "alter type {} rename value {} to {}",
                    old.name(),
                    quote_literal(new),
                    quote_literal(label)
                );
                self.push(was, sql);
            }
        }
    }
}

/// Returns labels with what they were called. Between two labels that kept
/// their names, as many as before were renamed; where there are more, the
/// first ones are taken for renamed.
fn renamed_labels<'a>(now: &'a [String], was: &'a [String]) -> Vec<(&'a str, &'a str)> {
    let mut pairs = Vec::new();
    let mut rest = now;
    let mut pending: Vec<&String> = Vec::new();
    for label in was.iter().map(Some).chain([None]) {
        let end = match label {
            Some(label) => rest.iter().position(|it| it == label),
            None => Some(rest.len()),
        };
        let Some(end) = end else {
            pending.extend(label);
            continue;
        };
        let (gap, after) = rest.split_at(end);
        let is_new = |it: &&String| !was.contains(it);
        let renamed = gap.iter().filter(is_new).zip(pending.drain(..));
        pairs.extend(renamed.map(|(new, old)| (new.as_str(), old.as_str())));
        rest = after.get(1..).unwrap_or(&[]);
    }
    pairs
}

fn with_name(name: &ObjectName, other: Ident) -> ObjectName {
    ObjectName {
        name: other,
        ..name.clone()
    }
}

fn qualified(name: &ObjectName) -> String {
    match &name.schema {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.to_string(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_labels_are_told_from_new_ones() {
        let list = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let cases = [
            ("a b c", "a b c", vec![]),
            ("a x c", "a b c", vec![("x", "b")]),
            ("a b c d", "a b c", vec![]),
            ("n a b c", "a b c", vec![]),
            ("a x c d", "a b c", vec![("x", "b")]),
            ("x y", "a b", vec![("x", "a"), ("y", "b")]),
            ("a n b", "a b", vec![]),
        ];
        for (now, was, expected) in cases {
            assert_eq!(
                renamed_labels(&list(now), &list(was)),
                expected,
                "{now} {was}"
            );
        }
    }
}
