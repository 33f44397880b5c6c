//! What tables hold before anything is made.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::Snapshot;
use stagecraft_model::{QualifiedName, quote_literal};
use tokio_postgres::Client;

use crate::Error;
use crate::ask::rows;
use crate::dataset::Existing;
use crate::shape::{Shape, root_of};
use crate::types::ValueType;

/// So many rows of a table that gets none are known to those that point at it.
const KEPT: usize = 4096;

/// Counts the rows of tables and of those that they point at, and reads the keys
/// of such rows as are there.
pub(super) async fn survey(
    client: &Client,
    snapshot: &Snapshot,
    tables: &[QualifiedName],
) -> Result<BTreeMap<QualifiedName, Existing>, Error> {
    let shapes = with_parents(snapshot, tables);
    let mut found = BTreeMap::new();
    if shapes.is_empty() {
        return Ok(found);
    }
    let counts: Vec<_> = shapes.values().map(count).collect();
    for row in rows(client, &counts.join(" union all ")).await? {
        let name = row.get(0).unwrap_or_default();
        let number = |at: usize| {
            row.get(at)
                .and_then(|it| it.parse::<u64>().ok())
                .unwrap_or(0)
        };
        let Some(shape) = shapes.values().find(|it| it.name.to_string() == name) else {
            continue;
        };
        let existing = Existing {
            rows: number(1),
            first: number(1).max(number(2).saturating_add(1)),
            kept: Vec::new(),
            added: false,
        };
        if existing.rows > 0 {
            found.insert(shape.name.clone(), existing);
        }
    }
    for (name, existing) in &mut found {
        if let Some(shape) = shapes.get(name) {
            let pointed_at = pointed_at(&shapes, shape);
            existing.kept = kept(client, shape, &pointed_at).await?;
        }
    }
    Ok(found)
}

/// Counts the rows of tables, whoever put them there.
pub async fn count_rows(
    client: &Client,
    tables: &[QualifiedName],
) -> Result<BTreeMap<QualifiedName, u64>, Error> {
    let mut found = BTreeMap::new();
    for table in tables {
        let answer = rows(client, &format!("select count(*) from {table}")).await?;
        let text = answer.first().and_then(|it| it.get(0));
        found.insert(
            table.clone(),
            text.and_then(|it| it.parse().ok()).unwrap_or(0),
        );
    }
    Ok(found)
}

fn with_parents(snapshot: &Snapshot, tables: &[QualifiedName]) -> BTreeMap<QualifiedName, Shape> {
    let mut shapes = BTreeMap::new();
    let mut next: Vec<_> = tables.iter().map(|it| root_of(snapshot, it)).collect();
    while let Some(name) = next.pop() {
        if shapes.contains_key(&name) {
            continue;
        }
        if let Some(shape) = Shape::of(snapshot, &name) {
            next.extend(shape.foreign_keys.iter().map(|it| it.parent.clone()));
            shapes.insert(name, shape);
        }
    }
    shapes
}

/// Returns a query for a table's name, its number of rows, and the highest
/// number in a key.
fn count(shape: &Shape) -> String {
    let highest: Vec<_> = shape
        .columns
        .iter()
        .filter(|it| it.key && matches!(it.r#type.base(), ValueType::Int { .. }))
        .map(|it| format!("max({})", it.name))
        .collect();
    let highest = match highest.as_slice() {
        [] => "0".to_owned(),
        several => format!("coalesce(greatest({}, 0), 0)", several.join(", ")),
    };
    format!(
        "select {}, count(*), {highest}::numeric from {}",
        quote_literal(&shape.name.to_string()),
        shape.name
    )
}

/// Returns the columns of a table that others point at.
fn pointed_at(shapes: &BTreeMap<QualifiedName, Shape>, shape: &Shape) -> Vec<usize> {
    let columns: BTreeSet<usize> = shapes
        .values()
        .flat_map(|it| &it.foreign_keys)
        .filter(|it| it.parent == shape.name)
        .flat_map(|it| it.parent_columns.iter().filter_map(|it| shape.place(it)))
        .collect();
    columns.into_iter().collect()
}

async fn kept(
    client: &Client,
    shape: &Shape,
    columns: &[usize],
) -> Result<Vec<BTreeMap<usize, String>>, Error> {
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<_> = columns
        .iter()
        .filter_map(|it| shape.columns.get(*it))
        .map(|it| format!("{}::text", it.name))
        .collect();
    let list = names.join(", ");
    let order: Vec<_> = (1..=columns.len()).map(|it| it.to_string()).collect();
    let sql = format!(
        "select {list} from {} order by {} limit {KEPT}",
        shape.name,
        order.join(", ")
    );
    let rows = rows(client, &sql).await?;
    Ok(rows
        .iter()
        .map(|row| {
            columns
                .iter()
                .enumerate()
                .filter_map(|(n, at)| Some((*at, row.get(n)?.to_owned())))
                .collect()
        })
        .collect())
}
