//! Tables, views, materialized views and foreign tables, with everything that
//! hangs on them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::Role;

/// A table, view, materialized view or foreign table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// The schema and the name.
    #[serde(flatten)]
    pub name: QualifiedName,
    /// What it is.
    pub kind: RelationKind,
    /// The owner.
    pub owner: String,
    /// Whether policies never hold for the owner, FORCE or not.
    pub owner_bypasses: bool,
    /// ENABLE ROW LEVEL SECURITY.
    pub rls: bool,
    /// FORCE ROW LEVEL SECURITY.
    pub force: bool,
    /// The extension that it belongs to.
    pub extension: Option<Ident>,
    /// Of a view: whether it reads with its caller's rights.
    pub security_invoker: bool,
    /// Of a view: whether its own conditions come first.
    pub security_barrier: bool,
    /// Whether it is a partition.
    pub is_partition: bool,
    /// What it is a partition or child of.
    pub parents: Vec<QualifiedName>,
    /// The columns, in order.
    pub columns: Vec<ColumnFacts>,
    /// The indexes, those behind keys included.
    pub indexes: Vec<IndexFacts>,
    /// How often it was read since statistics began.
    pub scans: i64,
    /// The foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// The triggers that somebody wrote.
    pub triggers: Vec<TriggerFacts>,
    /// Names of rewrite rules, a view's own left out.
    pub rules: Vec<Ident>,
    /// Of a view: the relations that it reads.
    pub reads: Vec<QualifiedName>,
    /// Of a view: the routines that it calls, by identity.
    pub calls: Vec<String>,
    /// Of a view: its query.
    pub definition: Option<String>,
    /// Of a view: `pg_relation_is_updatable`: 4 UPDATE, 8 INSERT, 16 DELETE.
    pub updatable: u32,
    /// What API roles may do to all of it, by role.
    pub grants: BTreeMap<String, Vec<String>>,
    /// What API roles may do only to some columns, by role and privilege.
    pub column_grants: BTreeMap<String, ColumnGrants>,
    /// The grants as they were given.
    pub acl: Vec<AclEntry>,
    /// The comment.
    pub comment: Option<String>,
}

/// Columns by privilege.
pub type ColumnGrants = BTreeMap<String, Vec<Ident>>;

/// What a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RelationKind {
    /// A table.
    #[serde(rename = "r")]
    Table,
    /// A partitioned table.
    #[serde(rename = "p")]
    Partitioned,
    /// A view.
    #[serde(rename = "v")]
    View,
    /// A materialized view.
    #[serde(rename = "m")]
    MaterializedView,
    /// A foreign table.
    #[serde(rename = "f")]
    ForeignTable,
}

impl RelationKind {
    /// Returns whether policies can be made on it.
    pub fn has_policies(self) -> bool {
        matches!(self, Self::Table | Self::Partitioned)
    }

    /// Returns its name in a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Partitioned => "partitioned table",
            Self::View => "view",
            Self::MaterializedView => "materialized view",
            Self::ForeignTable => "foreign table",
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnFacts {
    /// The name.
    pub name: Ident,
    /// The type, as `format_type` writes it.
    #[serde(rename = "type")]
    pub data_type: String,
    /// The type below a domain, without a modifier.
    pub base_type: String,
    /// NOT NULL, its own or its domain's.
    pub not_null: bool,
    /// DEFAULT.
    pub default: Option<String>,
    /// GENERATED ALWAYS AS (…).
    pub generated: bool,
    /// GENERATED ALWAYS AS IDENTITY.
    pub identity: bool,
    /// Whether the type is a domain.
    pub domain: bool,
    /// Of a view: whether statements on the view can change it.
    pub updatable: bool,
    /// Labels of an enum, in order.
    pub labels: Vec<String>,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexFacts {
    /// The name.
    pub name: Ident,
    /// Key columns; expressions are left out.
    pub columns: Vec<Ident>,
    /// UNIQUE.
    pub unique: bool,
    /// Whether it is the primary key's.
    pub primary: bool,
    /// Whether queries may use it.
    pub valid: bool,
    /// Whether it has a WHERE.
    pub partial: bool,
    /// Whether it has expressions.
    pub expressions: bool,
    /// Whether a caller's own conditions may use it under policies: an operator
    /// of its first key is LEAKPROOF.
    pub leakproof: bool,
    /// `CREATE INDEX …`.
    pub definition: String,
    /// How often it was used since statistics began.
    pub scans: i64,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// The name.
    pub name: Ident,
    /// The columns that point.
    pub columns: Vec<Ident>,
    /// What they point at.
    pub parent: QualifiedName,
    /// The columns that are pointed at.
    pub parent_columns: Vec<Ident>,
    /// `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default.
    pub on_delete: char,
    /// The same for updates.
    pub on_update: char,
}

/// A trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriggerFacts {
    /// The name.
    pub name: Ident,
    /// The routine, by identity.
    pub routine: String,
    /// Whether the routine runs with its owner's rights.
    pub security_definer: bool,
    /// BEFORE.
    pub before: bool,
    /// FOR EACH ROW.
    pub row: bool,
    /// ON INSERT.
    pub insert: bool,
    /// ON UPDATE.
    pub update: bool,
    /// ON DELETE.
    pub delete: bool,
    /// Whether it fires.
    pub enabled: bool,
}

/// One privilege of one grantee, as it was granted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AclEntry {
    /// The grantee; `public` is everybody.
    pub grantee: String,
    /// The privilege.
    pub privilege: String,
}

impl Relation {
    /// Returns the column of this name.
    pub fn column(&self, name: &Ident) -> Option<&ColumnFacts> {
        self.columns.iter().find(|it| it.name == *name)
    }

    /// Returns the columns of the primary key; empty without one.
    pub fn primary_key(&self) -> &[Ident] {
        self.indexes
            .iter()
            .find(|it| it.primary)
            .map_or(&[], |it| it.columns.as_slice())
    }

    /// Returns whether a role has a privilege on all of it.
    pub fn grants(&self, role: &str, privilege: &str) -> bool {
        self.grants
            .get(role)
            .is_some_and(|it| it.iter().any(|it| it == privilege))
    }

    /// Returns whether a role has a privilege on all of it or on a column.
    pub fn grants_any(&self, role: &str, privilege: &str) -> bool {
        self.grants(role, privilege)
            || self
                .column_grants
                .get(role)
                .is_some_and(|it| it.contains_key(privilege))
    }

    /// Returns whether a role has a privilege on a column.
    pub fn grants_column(&self, role: &str, privilege: &str, column: &Ident) -> bool {
        self.grants(role, privilege)
            || self
                .column_grants
                .get(role)
                .and_then(|it| it.get(privilege))
                .is_some_and(|it| it.contains(column))
    }

    /// Returns whether a role can read or change any of it, its schema's USAGE
    /// aside.
    pub fn is_granted_to(&self, role: &Role) -> bool {
        ["SELECT", "INSERT", "UPDATE", "DELETE"]
            .iter()
            .any(|it| self.grants_any(&role.name, it))
    }
}
