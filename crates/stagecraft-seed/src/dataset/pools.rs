//! Combinations of values that go together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::convert;
use super::maker::{Maker, Part, Pool};
use super::own::Own;
use super::pick::Pick;
use super::said::share;
use super::table::Table;
use crate::cell::Cell;
use crate::datum::Datum;
use crate::profile::{Part as TemplatePart, TableProfile, Template};
use crate::random::Key;
use crate::solve::{Ground, Known, RowPlan, solve};
use crate::types::ValueType;

/// How many combinations are looked for.
const COMBINATIONS: usize = 64;

/// Draws the columns together that the profile says go together.
pub(crate) fn together(table: &mut Table, said: &TableProfile, seed: u64) {
    for (n, together) in said.together.iter().enumerate() {
        let columns: Option<Vec<_>> = together
            .columns
            .iter()
            .map(|it| table.shape.place(it))
            .collect();
        let Some(columns) = columns else {
            continue;
        };
        let mut sum = 0;
        let rows = together
            .rows
            .iter()
            .map(|(texts, weight)| {
                sum += share(*weight);
                let parts = texts.iter().zip(&columns).map(|(text, at)| {
                    let of = table.shape.columns.get(*at).map(|it| &it.r#type);
                    part(text.as_deref(), of)
                });
                (sum, parts.collect())
            })
            .collect();
        let key = Key::of(seed, &format!("{} together {n}", table.name));
        add(table, Pool { columns, rows, key });
    }
}

fn part(text: Option<&str>, of: Option<&ValueType>) -> Part {
    let (Some(text), Some(of)) = (text, of) else {
        return Part::Value(stagecraft_copy::Value::Null);
    };
    match Template::parse(text) {
        Ok(template)
            if template
                .parts
                .iter()
                .any(|it| !matches!(it, TemplatePart::Text(_))) =>
        {
            Part::Template(Arc::new(template))
        }
        _ => Part::Value(convert::from_text(text, of)),
    }
}

/// Lets a table's columns be drawn from a pool.
pub(crate) fn add(table: &mut Table, pool: Pool) {
    let at = table.pools.len();
    for (part, column) in pool.columns.iter().enumerate() {
        never_null(table, *column);
        if let Some(maker) = table.makers.get_mut(*column) {
            let open = match std::mem::replace(maker, Maker::Null) {
                Maker::Pooled { open, .. } => open,
                other => Box::new(without_nulls(other)),
            };
            *maker = Maker::Pooled {
                pool: at,
                part,
                open,
            };
        }
    }
    table.pools.push(pool);
}

/// Lets a reference always point at something: the combination says where it is
/// null.
fn never_null(table: &mut Table, column: usize) {
    if let Some(Maker::Reference { foreign, .. }) = table.makers.get(column)
        && let Some(Pick::Drawn { null, .. }) = table.picks.get_mut(*foreign)
    {
        *null = 0.0;
    }
}

/// Returns whether a column may turn out null, whatever a combination wants:
/// what it would point at is not there, or not always.
fn is_often_null(table: &Table, column: usize) -> bool {
    match table.makers.get(column) {
        Some(Maker::Null) => true,
        Some(Maker::Reference { foreign, .. }) => matches!(
            table.picks.get(*foreign),
            Some(
                Pick::Nothing
                    | Pick::Never
                    | Pick::Paired { .. }
                    | Pick::Earlier { itself: false, .. }
            )
        ),
        _ => false,
    }
}

fn without_nulls(maker: Maker) -> Maker {
    match maker {
        Maker::Own { own, key, .. } => Maker::Own {
            own,
            null: 0.0,
            key,
        },
        other => other,
    }
}

/// Returns combinations of some columns that the table's checks allow; what
/// parents and keys decide is left open, or null.
pub(crate) fn solved(table: &Table, columns: &[usize], seed: u64) -> Pool {
    let bare = table.shape.checks_only();
    let known = Known::default();
    let shapes = BTreeMap::new();
    let nothing_later = |_: usize| false;
    let ground = Ground::new(&bare, &shapes, &known, &nothing_later, seed);
    let mut rows: Vec<Vec<Part>> = Vec::new();
    for ordinal in 0..COMBINATIONS {
        let mut plan = RowPlan::of(ordinal + 2, false);
        plan.ordinal = ordinal;
        let solved = solve(&ground, &plan);
        let is_sound = bare
            .checks
            .iter()
            .filter(|it| it.columns().iter().any(|it| columns.contains(it)))
            .all(|it| !it.refuses(&solved.row));
        let is_given = columns.iter().all(|it| {
            let is_null = solved.row.get(*it).is_some_and(Cell::is_null);
            is_null || !is_often_null(table, *it)
        });
        if !is_sound || !is_given {
            continue;
        }
        let parts: Vec<_> = columns
            .iter()
            .map(|at| combined(table, *at, solved.row.get(*at)))
            .collect();
        if !rows.contains(&parts) {
            rows.push(parts);
        }
    }
    let names: Vec<_> = columns.iter().map(ToString::to_string).collect();
    Pool {
        columns: columns.to_vec(),
        rows: rows
            .into_iter()
            .zip(1..)
            .map(|(parts, sum)| (sum, parts))
            .collect(),
        key: Key::of(seed, &format!("{} checks {}", table.name, names.join(","))),
    }
}

fn combined(table: &Table, at: usize, cell: Option<&Cell>) -> Part {
    let is_open = match table.makers.get(at) {
        Some(Maker::Own { own, .. }) => matches!(
            own,
            Own::Serial { .. }
                | Own::Uuid
                | Own::Format(_)
                | Own::Pattern(_)
                | Own::Look { distinct: true, .. }
                | Own::Slots { .. }
        ),
        Some(Maker::Pooled { .. }) => false,
        _ => true,
    };
    let Some(column) = table.shape.columns.get(at) else {
        return Part::Open;
    };
    match cell.and_then(Cell::known) {
        Some(Datum::Null) => Part::Value(stagecraft_copy::Value::Null),
        Some(datum) if !is_open => Part::Value(convert::value(datum, &column.r#type)),
        _ => Part::Open,
    }
}
