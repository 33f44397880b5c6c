//! What is made: every table's rows, as functions of their numbers.
//!
//! A [`Dataset`] remembers no row. Which tenant a row belongs to follows from
//! its number, for each tenant's rows lie side by side; which parent it points
//! at is drawn among the same tenant's rows of the parent's table, and the
//! parent's key is made again where it is needed. So any row can be made alone,
//! and no row of one tenant refers to another's.
//!
//! **Invariant:** a value depends on the seed, on names, and on the row's number
//! alone; nothing here waits for anything.

mod arrange;
mod assumed;
mod bounds;
mod build;
mod choose;
mod convert;
mod counts;
mod domain;
mod draws;
mod fixed;
mod foreign;
mod grade;
mod job;
mod keys;
mod made;
mod maker;
mod moment;
mod number;
mod outline;
mod own;
mod owner;
mod pick;
mod pools;
mod repair;
mod said;
mod spread;
mod table;
mod template;
mod tenancy;
mod uuid;
mod value;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use stagecraft_model::QualifiedName;

use counts::Shares;
use table::Table;
use tenancy::Tenancy;

pub(crate) use assumed::Assumed;
pub(crate) use build::Builder;
pub(crate) use grade::Grade;
pub use outline::TableOutline;

/// How much is made, where the profile leaves it open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedConfig {
    /// The scale of the profile that counts are taken from.
    pub scale: Option<String>,
    /// How many tenants, instead of what the scale says.
    pub tenants: Option<u64>,
    /// How many rows a table gets of which the profile says nothing.
    pub rows: Option<u64>,
    /// Another seed than the profile's.
    pub seed: Option<u64>,
    /// Whether the rows take the place of those that tenants have.
    #[serde(default)]
    pub replace: bool,
}

/// What a table holds before anything is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Existing {
    pub(crate) rows: u64,
    /// The first number that no key of a row has.
    pub(crate) first: u64,
    /// The values that others point at, row by row, as text.
    pub(crate) kept: Vec<BTreeMap<usize, String>>,
    /// Whether the row-by-row filler put the rows there, for others' sake.
    #[serde(default)]
    pub(crate) added: bool,
}

/// Every table's rows, as functions of their numbers.
#[derive(Debug)]
pub struct Dataset {
    pub(crate) seed: u64,
    pub(crate) tenants: u64,
    pub(crate) tenancy: Tenancy,
    /// Parents before children.
    pub(crate) tables: Vec<Table>,
    pub(crate) shares: Shares,
    /// Tables that the profile wants no row of.
    pub(crate) unwanted: BTreeSet<QualifiedName>,
    /// What could not be seen to, table by table.
    pub(crate) notes: BTreeMap<QualifiedName, Vec<String>>,
}
