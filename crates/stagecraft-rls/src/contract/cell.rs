//! Cells: which rows an actor may touch with a command.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// Which rows an actor may touch with a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The rows.
    pub level: Level,
    /// Which of them: SQL over the relation's columns, with `:user` and `:tenants`.
    pub filter: Option<String>,
    /// What has to be in the way of everything else; absent when it may be either.
    pub denied_by: Option<DeniedBy>,
}

/// Rows, by whose they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Level {
    /// None.
    None,
    /// Those of tenants in which the actor holds at least this role.
    OwnTenant(Option<String>),
    /// Those that are the actor's own, in tenants as above.
    OwnRow(Option<String>),
    /// All.
    All,
    /// Those for which this SQL is true.
    Rows(String),
}

/// What stops a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeniedBy {
    /// The privilege is missing.
    Grant,
    /// The policies.
    Policy,
}

/// Cells by command.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Permissions {
    /// SELECT.
    pub select: Option<Cell>,
    /// INSERT.
    pub insert: Option<Cell>,
    /// UPDATE.
    pub update: Option<Cell>,
    /// DELETE.
    pub delete: Option<Cell>,
}

impl Cell {
    /// Returns the cell of nobody.
    pub fn none() -> Self {
        Self::of(Level::None)
    }

    fn of(level: Level) -> Self {
        Self {
            level,
            filter: None,
            denied_by: None,
        }
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, role) = match text.split_once(':') {
            Some((word, role)) => (word, Some(role.trim().to_owned())),
            None => (text, None),
        };
        match (word.trim(), role) {
            ("none", None) => Ok(Self::None),
            ("all", None) => Ok(Self::All),
            ("own_tenant", role) => Ok(Self::OwnTenant(role)),
            ("own_row", role) => Ok(Self::OwnRow(role)),
            _ => Err(format!(
                "`{text}` is no level; use none, own_tenant, own_row, all, own_tenant:<role>, own_row:<role>, or {{ rows = \"<sql>\" }}"
            )),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => formatter.write_str("none"),
            Self::OwnTenant(None) => formatter.write_str("own_tenant"),
            Self::OwnTenant(Some(role)) => write!(formatter, "own_tenant:{role}"),
            Self::OwnRow(None) => formatter.write_str("own_row"),
            Self::OwnRow(Some(role)) => write!(formatter, "own_row:{role}"),
            Self::All => formatter.write_str("all"),
            Self::Rows(sql) => write!(formatter, "rows: {sql}"),
        }
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a level such as \"own_tenant\", or { is = \"own_row\", where = \"<sql>\" }, or { rows = \"<sql>\" }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Cell, E> {
        text.parse().map(Cell::of).map_err(E::custom)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Cell, M::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Long {
            is: Option<String>,
            rows: Option<String>,
            #[serde(rename = "where")]
            filter: Option<String>,
            denied_by: Option<DeniedBy>,
        }
        let long = Long::deserialize(de::value::MapAccessDeserializer::new(map))?;
        let level = match (long.is, long.rows) {
            (Some(level), None) => level.parse().map_err(de::Error::custom)?,
            (None, Some(sql)) => Level::Rows(sql),
            _ => return Err(de::Error::custom("give either `is` or `rows`")),
        };
        Ok(Cell {
            level,
            filter: long.filter,
            denied_by: long.denied_by,
        })
    }
}

/// A level for all commands, or an object of commands.
impl<'de> Deserialize<'de> for Permissions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PermissionsVisitor)
    }
}

struct PermissionsVisitor;

impl<'de> Visitor<'de> for PermissionsVisitor {
    type Value = Permissions;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a level for all commands, or { select = …, insert = …, update = …, delete = … }; `all` is the rest of the commands")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Permissions, E> {
        let cell: Cell = CellVisitor.visit_str(text)?;
        Ok(Permissions::all(&cell))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Permissions, M::Error> {
        let mut permissions = Permissions::default();
        let mut rest = None;
        while let Some(key) = map.next_key::<String>()? {
            let slot = match key.as_str() {
                "select" => &mut permissions.select,
                "insert" => &mut permissions.insert,
                "update" => &mut permissions.update,
                "delete" => &mut permissions.delete,
                "all" => &mut rest,
                other => {
                    return Err(de::Error::unknown_field(
                        other,
                        &["select", "insert", "update", "delete", "all"],
                    ));
                }
            };
            *slot = Some(map.next_value()?);
        }
        if let Some(rest) = rest {
            for slot in [
                &mut permissions.select,
                &mut permissions.insert,
                &mut permissions.update,
                &mut permissions.delete,
            ] {
                slot.get_or_insert_with(|| rest.clone());
            }
        }
        Ok(permissions)
    }
}

impl Permissions {
    /// Returns the same cell for all commands.
    pub fn all(cell: &Cell) -> Self {
        Self {
            select: Some(cell.clone()),
            insert: Some(cell.clone()),
            update: Some(cell.clone()),
            delete: Some(cell.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions(text: &str) -> Result<Permissions, String> {
        #[derive(Deserialize)]
        struct Holder {
            it: Permissions,
        }
        toml::from_str::<Holder>(&format!("it = {text}"))
            .map(|it| it.it)
            .map_err(|it| it.message().to_owned())
    }

    #[test]
    fn levels_are_read() {
        let read = permissions(
            "{ select = 'own_tenant:viewer', delete = { is = 'own_row', where = 'x' }, all = 'none' }",
        )
        .unwrap();
        assert_eq!(
            read.select.unwrap().level,
            Level::OwnTenant(Some("viewer".to_owned()))
        );
        assert_eq!(read.delete.unwrap().filter.as_deref(), Some("x"));
        assert_eq!(read.update, Some(Cell::none()));
        assert!(
            permissions("'own'")
                .unwrap_err()
                .contains("`own` is no level")
        );
        assert!(
            permissions("{ selct = 'all' }")
                .unwrap_err()
                .contains("selct")
        );
    }
}
