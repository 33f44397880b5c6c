//! The names that objects had, by what the server knows them by.
//!
//! An object that kept its identity and lost its name gets it back. Whatever
//! stands in the way, made by the migration, gets another name until it is
//! dropped; so does a table that was dropped and made anew, since its rows may
//! be wanted.

mod labels;
mod members;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Kind, ObjectId, ObjectName, Snapshot};
use stagecraft_model::Ident;

use crate::Statement;

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
