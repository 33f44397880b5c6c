//! Making columns over that a check does not allow as they are: some rows are
//! made and judged before any is sent.

use std::collections::BTreeSet;
use std::sync::Arc;

use stagecraft_copy::Value;

use super::bounds;
use super::convert;
use super::maker::Maker;
use super::own::Own;
use super::pools;
use super::table::Table;
use super::{Dataset, own};
use crate::cell::Cell;
use crate::expr::{Comparison, Expr};
use crate::looks;
use crate::shape::{Check, Column};
use crate::types::ValueType;

/// How many rows are judged.
const SAMPLES: u64 = 96;
/// How often a table is gone over.
const ROUNDS: usize = 6;

/// Makes columns over until no check refuses a sampled row; says what is left.
pub(crate) fn repair(dataset: &Dataset, table: &mut Table) -> Vec<String> {
    let mut tried: BTreeSet<(usize, u8)> = BTreeSet::new();
    let mut notes = Vec::new();
    for _ in 0..ROUNDS {
        let refused = refused(dataset, table);
        if refused.is_empty() {
            return notes;
        }
        for check in refused {
            let changed = (0..3_u8).any(|way| {
                tried.insert((check, way))
                    && match way {
                        0 => compare(table, check),
                        1 => reformat(dataset, table, check),
                        _ => combine(dataset, table, check),
                    }
            });
            if !changed && let Some(check) = table.shape.checks.get(check) {
                notes.push(format!(
                    "the check {} refuses some of the rows: give its columns generators in the profile",
                    check.name
                ));
            }
        }
    }
    notes.sort();
    notes.dedup();
    notes
}

/// Returns the checks that refuse a sampled row.
pub(crate) fn refused(dataset: &Dataset, table: &Table) -> Vec<usize> {
    let rows = samples(dataset, table);
    let checks = table.shape.checks.iter().enumerate();
    checks
        .filter(|(_, it)| rows.iter().any(|row| it.refuses(row)))
        .map(|(n, _)| n)
        .collect()
}

/// Returns some rows of a table, as checks look into them.
pub(crate) fn samples(dataset: &Dataset, table: &Table) -> Vec<Vec<Cell>> {
    let rows = table.spread.rows();
    let step = (rows / SAMPLES).max(1);
    (0..rows)
        .step_by(usize::try_from(step).unwrap_or(usize::MAX))
        .map(|row| {
            let spot = table.spread.spot(row);
            let columns = table.shape.columns.iter().enumerate();
            let mut value = Value::Null;
            columns
                .map(|(at, column)| {
                    if matches!(table.makers.get(at), Some(Maker::Unwritten)) {
                        return Cell::Unknown;
                    }
                    dataset.write(table, at, spot, &mut value);
                    Cell::Value(convert::datum(&value, &column.r#type))
                })
                .collect()
        })
        .collect()
}

/// Orders two columns as a check compares them.
fn compare(table: &mut Table, check: usize) -> bool {
    let Some(check) = table.shape.checks.get(check) else {
        return false;
    };
    let pairs: Vec<_> = check.conditions().into_iter().filter_map(ordered).collect();
    let mut changed = false;
    for (less, more, is_strict) in pairs {
        let Some(of) = table.shape.columns.get(more).map(|it| it.r#type.clone()) else {
            continue;
        };
        let unit = match of.base() {
            ValueType::Date => own::DAY,
            ValueType::Timestamp | ValueType::Time => 60_000_000,
            ValueType::Int { .. } | ValueType::Numeric(_) | ValueType::Float { .. } => 1,
            _ => continue,
        };
        let key = table
            .key
            .at(1_000 + u64::try_from(more).unwrap_or_default());
        if table.said.contains(&more) {
            continue;
        }
        let Some(maker @ Maker::Own { .. }) = table.makers.get_mut(more) else {
            continue;
        };
        #[expect(clippy::cast_precision_loss, reason = "a day of microseconds fits")]
        let unit = unit as f64;
        *maker = Maker::After {
            column: less,
            own: Box::new(maker.clone()),
            least: if is_strict { unit } else { 0.0 },
            most: unit * 30.0,
            key,
        };
        changed = true;
    }
    changed
}

/// Returns which of two columns a condition wants to be less.
fn ordered(condition: &Expr) -> Option<(usize, usize, bool)> {
    match condition {
        Expr::Compare(comparison, left, right) => {
            let (left, right) = (bounds::bare(left)?, bounds::bare(right)?);
            if left == right {
                return None;
            }
            Some(match comparison {
                Comparison::Less => (left, right, true),
                Comparison::LessOrEqual => (left, right, false),
                Comparison::Greater => (right, left, true),
                Comparison::GreaterOrEqual => (right, left, false),
                Comparison::Equal | Comparison::NotEqual => return None,
            })
        }
        Expr::Or(ways) => {
            let mut rest = ways.iter().filter(|it| !matches!(it, Expr::IsNull(_)));
            let only = rest.next()?;
            rest.next().is_none().then(|| ordered(only))?
        }
        _ => None,
    }
}

/// Gives a column of text another look, the first that its checks allow.
fn reformat(dataset: &Dataset, table: &mut Table, check: usize) -> bool {
    let columns = table.shape.checks.get(check).map(Check::columns);
    let Some([at]) = columns.as_deref() else {
        return false;
    };
    let at = *at;
    let is_text = table
        .shape
        .columns
        .get(at)
        .is_some_and(|it| matches!(it.r#type.base(), ValueType::Text { .. }));
    let Some(Maker::Own { own, null, key }) = table.makers.get(at).cloned() else {
        return false;
    };
    if !is_text || table.said.contains(&at) {
        return false;
    }
    let is_distinct = matches!(
        own,
        Own::Look { distinct: true, .. } | Own::Format(_) | Own::Pattern(_)
    );
    let before = table.makers.get(at).cloned();
    let formats = looks::formats().iter().copied();
    let mut ways: Vec<(u64, Own)> = formats.map(|it| (it.domain(), Own::Format(it))).collect();
    let checks = table.shape.checks.iter().filter(|it| it.columns() == [at]);
    for pattern in checks.flat_map(Check::patterns) {
        let places = pattern.places();
        ways.push((places.domain(), Own::Pattern(Arc::new(places))));
    }
    for (domain, own) in ways {
        if is_distinct && domain < table.first + table.spread.rows() {
            continue;
        }
        if let Some(maker) = table.makers.get_mut(at) {
            *maker = Maker::Own { own, null, key };
        }
        let rows = samples(dataset, table);
        let own = table.shape.checks.iter().filter(|it| it.columns() == [at]);
        if own
            .into_iter()
            .all(|it| rows.iter().all(|row| it.allows(row)))
        {
            return true;
        }
    }
    if let (Some(maker), Some(before)) = (table.makers.get_mut(at), before) {
        *maker = before;
    }
    false
}

/// Draws the columns of a check, and those of checks that share any with it,
/// from combinations that are allowed.
fn combine(dataset: &Dataset, table: &mut Table, check: usize) -> bool {
    let columns = linked(table, check);
    if columns.is_empty() {
        return false;
    }
    let pool = pools::solved(table, &columns, dataset.seed);
    if pool.rows.is_empty() {
        return false;
    }
    pools::add(table, pool);
    true
}

/// Returns the columns of a check, and of other checks over several columns that
/// share one with these.
pub(crate) fn linked(table: &Table, check: usize) -> Vec<usize> {
    let mut columns: BTreeSet<usize> = table
        .shape
        .checks
        .get(check)
        .map(Check::columns)
        .into_iter()
        .flatten()
        .collect();
    loop {
        let before = columns.len();
        for other in &table.shape.checks {
            let its = other.columns();
            if its.len() > 1 && its.iter().any(|it| columns.contains(it)) {
                columns.extend(its);
            }
        }
        if columns.len() == before {
            break;
        }
    }
    columns
        .into_iter()
        .filter(|it| !table.said.contains(it))
        .filter(|it| {
            let column = table.shape.columns.get(*it);
            column.is_some_and(Column::is_written)
        })
        .collect()
}
