//! The contract: which rows each actor may read and write, as a person
//! declared it.
//!
//! A contract is never inferred at the time of a check: what `init` drafts is
//! marked as draft, and a draft does not pass.

mod actor;
mod cell;
mod entry;
mod name;
mod read;
mod refuse;
mod resolve;
mod tenancy;
mod waiver;

use std::collections::BTreeMap;

use serde::Deserialize;
use stagecraft_model::QualifiedName;
use toml::Spanned;

pub use actor::Actor;
pub use cell::{Cell, DeniedBy, Level, Permissions};
pub use entry::{Call, Entry, FunctionEntry, SetHint, Status};
pub(crate) use name::{qualified, quoted};
pub use read::ContractError;
pub(crate) use read::without_mark;
pub use tenancy::{Membership, Tenancy};
pub use waiver::Waiver;

/// A contract, as it stands in `supabase/rls.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The version of the file's format: 1.
    pub version: Spanned<u32>,
    /// Schemas that the API serves: everything in them has to be in the contract.
    pub schemas: Vec<String>,
    /// A file of SQL that makes the rows which probes are tried on, relative to
    /// the contract. Without one, the rows are those that are there.
    pub fixture: Option<Spanned<String>>,
    /// How the database knows which tenants are a caller's.
    #[serde(default)]
    pub tenancy: Tenancy,
    /// Ids of tenants by the names that the contract gives them.
    #[serde(default)]
    pub tenants: BTreeMap<String, String>,
    /// Who tries.
    pub actors: BTreeMap<String, Spanned<Actor>>,
    /// What holds for objects that do not say otherwise, by actor or role.
    #[serde(default)]
    pub defaults: BTreeMap<String, Permissions>,
    /// Privileges that no policy covers and that no role may have which policies
    /// hold for; when absent all there are, TRUNCATE above all.
    pub uncovered: Option<Vec<String>>,
    /// API roles that may enter schemas which the API does not serve.
    #[serde(default)]
    pub hidden: BTreeMap<String, Vec<String>>,
    /// Schemas in which every table has row security on, though nobody can enter.
    #[serde(default)]
    pub locked: Vec<Spanned<String>>,
    /// Tables and partitioned tables, by qualified name.
    #[serde(default)]
    pub table: BTreeMap<Spanned<String>, Entry>,
    /// Views.
    #[serde(default)]
    pub view: BTreeMap<Spanned<String>, Entry>,
    /// Materialized views.
    #[serde(default)]
    pub matview: BTreeMap<Spanned<String>, Entry>,
    /// Foreign tables.
    #[serde(default)]
    pub foreign: BTreeMap<Spanned<String>, Entry>,
    /// Functions and procedures, by `schema.name(types)`.
    #[serde(default)]
    pub function: BTreeMap<Spanned<String>, FunctionEntry>,
    /// What is known and accepted, with a reason.
    #[serde(default)]
    pub waive: Vec<Spanned<Waiver>>,
}

impl Contract {
    /// Returns the entries of relations of all kinds, by their names as written.
    pub fn relations(&self) -> impl Iterator<Item = (&Spanned<String>, &Entry)> {
        self.table
            .iter()
            .chain(&self.view)
            .chain(&self.matview)
            .chain(&self.foreign)
    }

    /// Returns the entry of a relation, and the name that it has here.
    pub fn entry_of(&self, relation: &QualifiedName) -> Option<(&Spanned<String>, &Entry)> {
        self.relations()
            .find(|(name, _)| qualified(name.get_ref()).as_ref() == Some(relation))
    }

    /// Returns the roles that the actors take.
    pub fn roles(&self) -> Vec<String> {
        let mut roles: Vec<_> = self
            .actors
            .values()
            .map(|it| it.get_ref().role.clone())
            .collect();
        roles.sort();
        roles.dedup();
        roles
    }
}
