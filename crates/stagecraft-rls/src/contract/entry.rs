//! Entries: what the contract says of one object.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::Permissions;

/// What the contract says of a relation.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Whether somebody has reviewed it.
    pub status: Status,
    /// The column of the tenant, or SQL over the relation's columns.
    pub tenant: Option<Spanned<String>>,
    /// The column of the owner, or SQL.
    pub owner: Option<Spanned<String>>,
    /// Columns that nobody changes through the API, whoever may update the row.
    pub protected: Vec<Spanned<String>>,
    /// All columns that roles which policies hold for may update; not compared
    /// when absent.
    pub updatable: Option<Vec<Spanned<String>>>,
    /// What an update of the probes sets; chosen by the tool when absent.
    pub set: Option<SetHint>,
    /// Where that stands.
    pub set_at: Range<usize>,
    /// Permissions by actor or role.
    pub permissions: BTreeMap<Spanned<String>, Permissions>,
}

/// Whether somebody has reviewed an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Somebody has.
    #[default]
    Reviewed,
    /// Nobody has: it was drafted from what the policies do.
    Draft,
}

/// What an update of the probes sets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetHint {
    /// The column.
    pub column: String,
    /// A constant as SQL.
    pub value: String,
}

/// What the contract says of a function or procedure.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionEntry {
    /// Whether somebody has reviewed it.
    #[serde(default)]
    pub status: Status,
    /// Actors' roles that may execute it; exactly these.
    pub execute: Vec<Spanned<String>>,
    /// Calls that are tried.
    #[serde(default)]
    pub calls: Vec<Call>,
}

/// A call that is tried as every actor.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The arguments, as SQL.
    #[serde(default)]
    pub args: String,
    /// The name of the tenant whose data the arguments ask for.
    pub tenant: Option<Spanned<String>>,
    /// Who gets something: `none`, `all`, `own_tenant` or `own_tenant:<role>`.
    /// Everybody else gets an error, no rows, null or false.
    pub gives: Spanned<String>,
    /// What makes a row of the result something: SQL over `r`. A row that is
    /// neither null nor false is, unless this is given.
    pub something: Option<String>,
    /// The column of the result that holds a tenant: no row of a foreign one
    /// may come back, whoever calls.
    pub result_tenant: Option<String>,
}

/// Keys of an entry that name no actor and no role.
pub(crate) const FIELDS: [&str; 6] = ["status", "tenant", "owner", "protected", "updatable", "set"];

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("what actors and roles may do with a relation")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entry, M::Error> {
        let mut entry = Entry::default();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            match key.get_ref().as_str() {
                "status" => entry.status = map.next_value()?,
                "tenant" => entry.tenant = Some(map.next_value()?),
                "owner" => entry.owner = Some(map.next_value()?),
                "protected" => entry.protected = map.next_value()?,
                "updatable" => entry.updatable = Some(map.next_value()?),
                "set" => {
                    let set: Spanned<SetHint> = map.next_value()?;
                    entry.set_at = set.span();
                    entry.set = Some(set.into_inner());
                }
                _ => {
                    let permissions = map.next_value()?;
                    entry.permissions.insert(key, permissions);
                }
            }
        }
        Ok(entry)
    }
}
