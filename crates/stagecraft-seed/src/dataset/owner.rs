//! Queries that say which tenant a row belongs to, and which rows point across.

use stagecraft_model::{Ident, QualifiedName, quote_literal};

use super::maker::Maker;
use super::table::Table;
use super::{Dataset, convert};
use crate::shape::{ForeignKey, Source, UniqueKey};

/// How many keys are followed to the tenant.
const FURTHEST: usize = 6;

impl Dataset {
    /// Returns the columns of a table's primary key, if values are sent for all.
    pub(crate) fn key_columns(&self, place: usize) -> Vec<Ident> {
        let Some(table) = self.job_table(place) else {
            return Vec::new();
        };
        let written = table.written();
        let primary = table.shape.unique_keys.iter().find(|it| it.primary);
        let columns = primary.map(UniqueKey::columns).unwrap_or_default();
        if columns.is_empty() || !columns.iter().all(|it| written.contains(it)) {
            return Vec::new();
        }
        columns
            .into_iter()
            .filter_map(|it| table.shape.columns.get(it))
            .map(|it| it.name.clone())
            .collect()
    }

    /// Returns the columns of a table that a sequence counts, unless told
    /// otherwise.
    pub(crate) fn counted(&self, place: usize) -> Vec<Ident> {
        let columns = self
            .job_table(place)
            .into_iter()
            .flat_map(|it| &it.shape.columns);
        columns
            .filter(|it| matches!(it.source, Source::Sequence | Source::Identity))
            .map(|it| it.name.clone())
            .collect()
    }

    /// Returns, of every foreign key between tables of tenants, a query for how
    /// many rows point at something, and how many at another tenant's.
    pub(crate) fn crossing_queries(&self) -> Vec<(QualifiedName, Ident, QualifiedName, String)> {
        let mut queries = Vec::new();
        for table in &self.tables {
            for key in &table.shape.foreign_keys {
                if let Some(sql) = self.crossing_query(table, key) {
                    let name = key.name.clone();
                    queries.push((table.name.clone(), name, key.parent.clone(), sql));
                }
            }
        }
        queries
    }

    fn crossing_query(&self, table: &Table, key: &ForeignKey) -> Option<String> {
        let root = self.tenancy.root.as_ref()?;
        if key.parent == *root || !self.tenancy.owned.contains(&key.parent) {
            return None;
        }
        let parent = self.tables.iter().find(|it| it.name == key.parent)?;
        let child = self.owner(table, "c", 0)?;
        let on: Vec<_> = key
            .columns
            .iter()
            .zip(&key.parent_columns)
            .filter_map(|(at, name)| {
                let column = table.shape.columns.get(*at)?;
                Some(format!("p.{name} = c.{}", column.name))
            })
            .collect();
        let join = format!(
            "{} c join {} p on {}",
            table.name,
            parent.name,
            on.join(" and ")
        );
        let owner = match self.owner(parent, "p", 0) {
            Some(owner) => owner,
            None => format!(
                "(select tenant from pg_temp.seed_people where of = {} and key = p.{}::text)",
                quote_literal(&parent.name.to_string()),
                key_column(parent)?
            ),
        };
        Some(format!(
            "select count(*), count(*) filter (where owner <> child and child in (select key from pg_temp.seed_people where of = {})) from (select {child} child, {owner} owner from {join}) r",
            quote_literal(&root.to_string())
        ))
    }

    /// Returns whose the tenants and the people are: table, key, tenant's key.
    pub(crate) fn belonging(&self) -> Vec<(QualifiedName, String, String)> {
        let Some(root) = &self.tenancy.root else {
            return Vec::new();
        };
        let Some(root) = self.tables.iter().find(|it| it.name == *root) else {
            return Vec::new();
        };
        let key = |table: &Table, row: u64| {
            let name = key_column(table)?;
            let at = table.shape.place(name)?;
            let mut value = stagecraft_copy::Value::Null;
            self.write(table, at, table.spread.spot(row), &mut value);
            let of = &table.shape.columns.get(at)?.r#type;
            convert::datum(&value, of).literal(of)
        };
        let mut all = Vec::new();
        for table in &self.tables {
            let is_root = table.name == root.name;
            let is_people =
                self.tenancy.owned.contains(&table.name) && self.owner(table, "p", 0).is_none();
            if !is_root && (!is_people || table.kept.is_some()) {
                continue;
            }
            for row in 0..table.spread.rows() {
                let tenant = table.spread.spot(row).tenant;
                let (start, _) = root.spread.of(tenant);
                if let (Some(own), Some(tenant)) = (key(table, row), key(root, start)) {
                    all.push((table.name.clone(), own, tenant));
                }
            }
        }
        all
    }

    /// Returns an expression for the tenant of a row: a column of its own, or
    /// what its parents say.
    fn owner(&self, table: &Table, alias: &str, depth: usize) -> Option<String> {
        let root = self.tenancy.root.as_ref()?;
        let column = |at: usize| table.shape.columns.get(at).map(|it| &it.name);
        if table.name == *root {
            let primary = table.shape.unique_keys.iter().find(|it| it.primary)?;
            return Some(format!(
                "{alias}.{}::text",
                column(*primary.columns().first()?)?
            ));
        }
        let own = table
            .makers
            .iter()
            .position(|it| matches!(it, Maker::Tenant { .. }));
        if let Some(at) = own {
            return Some(format!("{alias}.{}::text", column(at)?));
        }
        if depth >= FURTHEST {
            return None;
        }
        let mut keys: Vec<_> = table
            .shape
            .foreign_keys
            .iter()
            .filter(|it| it.parent != table.name && self.tenancy.owned.contains(&it.parent))
            .collect();
        keys.sort_by_key(|it| it.optional);
        keys.into_iter().find_map(|key| {
            let parent = self.tables.iter().find(|it| it.name == key.parent)?;
            let inner = format!("{alias}{depth}");
            let owner = self.owner(parent, &inner, depth + 1)?;
            let on: Vec<_> = key
                .columns
                .iter()
                .zip(&key.parent_columns)
                .filter_map(|(at, name)| Some(format!("{inner}.{name} = {alias}.{}", column(*at)?)))
                .collect();
            Some(format!(
                "(select {owner} from {} {inner} where {})",
                parent.name,
                on.join(" and ")
            ))
        })
    }
}

/// Returns the first column of a table's primary key.
fn key_column(table: &Table) -> Option<&Ident> {
    let primary = table.shape.unique_keys.iter().find(|it| it.primary)?;
    let at = *primary.columns().first()?;
    table.shape.columns.get(at).map(|it| &it.name)
}
