//! A mutant as its operator makes it, before it has its number.

use stagecraft_model::{Ident, QualifiedName};

use super::{Change, Direction, sql};
use crate::facts::{Policy, Relation, Routine};

/// A mutant as its operator makes it.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// What its id is about.
    pub(super) target: String,
    /// What tells it from its siblings; their order when absent.
    pub(super) mark: Option<String>,
    pub(super) direction: Option<Direction>,
    pub(super) object: QualifiedName,
    pub(super) policy: Option<Ident>,
    pub(super) description: String,
    pub(super) ddl: Vec<String>,
    pub(super) change: Change,
}

impl Draft {
    /// A policy becomes another, or is gone.
    pub(super) fn policy(before: &Policy, after: Option<Policy>, what: &str) -> Self {
        Self {
            target: format!("{}.{}", before.relation, before.name),
            mark: None,
            direction: None,
            object: before.relation.clone(),
            policy: Some(before.name.clone()),
            description: format!("policy {} of {}: {what}", before.name, before.relation),
            ddl: sql::change(before, after.as_ref()),
            change: Change::Policy {
                before: Some(Box::new(before.clone())),
                after: after.map(Box::new),
            },
        }
    }

    /// Something about a relation.
    pub(super) fn relation(relation: &Relation, statement: String, what: &str) -> Self {
        Self {
            target: relation.name.to_string(),
            mark: None,
            direction: None,
            object: relation.name.clone(),
            policy: None,
            description: format!("{} {}: {what}", relation.kind.word(), relation.name),
            ddl: vec![statement],
            change: Change::Other,
        }
    }

    /// Something about a routine.
    pub(super) fn routine(routine: &Routine, statement: String, what: &str) -> Self {
        Self {
            target: routine.identity.clone(),
            mark: None,
            direction: None,
            object: routine.qualified.clone(),
            policy: None,
            description: format!("function {}: {what}", routine.identity),
            ddl: vec![statement],
            change: Change::Routine {
                identity: routine.identity.clone(),
            },
        }
    }

    /// A role gets a privilege on a relation, or on one of its columns.
    pub(super) fn grant(
        relation: &Relation,
        role: &str,
        privilege: &str,
        column: Option<&Ident>,
    ) -> Self {
        let columns = column.map_or_else(String::new, |it| format!(" ({it})"));
        let statement = format!(
            "grant {privilege}{columns} on {} to {}",
            relation.name,
            sql::role(role)
        );
        let mut draft = Self::relation(
            relation,
            statement,
            &format!("{role} gets {privilege}{columns}"),
        );
        draft.mark = Some(match column {
            None => format!("{role}.{privilege}"),
            Some(column) => format!("{role}.{privilege}.{column}"),
        });
        draft.change = Change::Privilege {
            role: role.to_owned(),
            privilege: privilege.to_owned(),
        };
        draft
    }

    #[must_use]
    pub(super) fn direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    #[must_use]
    pub(super) fn mark(mut self, mark: impl Into<String>) -> Self {
        self.mark = Some(mark.into());
        self
    }

    #[must_use]
    pub(super) fn change(mut self, change: Change) -> Self {
        self.change = change;
        self
    }
}
