//! What is tried of a row that the server refused.

use super::attempts::{Open, Said};
use crate::cell::Cell;
use crate::datum::Datum;
use crate::shape::Check;
use crate::solve::{Grade, Ground, Nulls, RowPlan, Rule, solve};
use crate::values::{self, Spot};

/// So many variants are tried of a row that a check refused which can't be
/// looked into.
const GUESSES: usize = 16;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    /// The row itself, then plainer ones.
    Plainer,
    /// Other values in the columns that were objected to.
    Guesses,
    /// As if a user of the platform had signed in.
    SignedIn,
    /// With the table's triggers disabled.
    WithoutTriggers,
    /// The same, where the table is somebody else's: as if the rows came from
    /// a replica.
    AsReplica,
}

impl Round {
    pub(super) const ALL: [Self; 5] = [
        Self::Plainer,
        Self::Guesses,
        Self::SignedIn,
        Self::WithoutTriggers,
        Self::AsReplica,
    ];

    /// Returns whether no trigger of the table fires.
    pub(super) fn is_without_triggers(self) -> bool {
        matches!(self, Self::WithoutTriggers | Self::AsReplica)
    }

    /// Returns the rows to try in place of one.
    pub(super) fn variants(self, ground: &mut Ground<'_>, open: &Open) -> Vec<Vec<Cell>> {
        let plan = &open.ready.plan;
        ground.give_back(&open.ready.row);
        let plans = match self {
            Self::Guesses => guesses(ground, plan, open.said.as_ref()),
            _ => plan.plainer(),
        };
        let mut rows = Vec::new();
        if self != Self::Guesses {
            rows.push(open.ready.row.clone());
        }
        for plan in plans {
            let solved = solve(ground, &plan);
            if matches!(
                solved.broken,
                None | Some(Rule::Check(_) | Rule::Partition(_))
            ) && !rows.contains(&solved.row)
            {
                rows.push(solved.row);
            }
        }
        ground.take(&open.ready.row);
        rows
    }
}

/// Returns plans that put one thing after the other into the columns that a
/// constraint is about.
fn guesses(ground: &Ground<'_>, plan: &RowPlan, said: Option<&Said>) -> Vec<RowPlan> {
    let shape = ground.shape;
    let name = said
        .and_then(|it| it.constraint.as_deref())
        .unwrap_or_default();
    let columns = shape.check(name).map_or_else(Vec::new, Check::columns);
    (0..GUESSES)
        .map(|n| {
            let mut plan = RowPlan {
                salt: plan.salt + 4 + n,
                grade: Grade::Plain,
                nulls: if n % 2 == 0 {
                    Nulls::None
                } else {
                    Nulls::Mixed
                },
                ..plan.clone()
            };
            let keys = shape.foreign_keys.iter().flat_map(|it| &it.columns);
            let keys: Vec<_> = keys.copied().collect();
            for at in columns.iter().filter(|it| !keys.contains(it)) {
                plan.first
                    .extend(guess(ground, &plan, *at, n).map(|it| (*at, it)));
            }
            plan
        })
        .collect()
}

/// Returns the n-th guess at a column.
fn guess(ground: &Ground<'_>, plan: &RowPlan, at: usize, n: usize) -> Option<Cell> {
    let column = ground.shape.columns.get(at)?;
    if !column.is_written() {
        return None;
    }
    let spot = Spot {
        name: column.name.as_str(),
        draw: ground.draw.named(column.name.as_str()),
        ordinal: plan.ordinal,
        salt: plan.salt,
        short: true,
        key: column.key,
    };
    let mut pool = column.choices.clone();
    pool.extend((0..6).map(|it| values::plain(&column.r#type, &Spot { salt: it, ..spot })));
    pool.extend(values::edges(&column.r#type, &spot));
    if !column.not_null {
        pool.push(Datum::Null);
    }
    let turn = spot.draw.named("guess").at(n).below(pool.len());
    pool.get(turn).cloned().map(Cell::Value)
}
