//! Mending a row until it breaks no rule.

use super::ground::{Ground, Rule};
use super::plan::RowPlan;
use crate::cell::Cell;

/// How many changes are made to one row at most.
const STEPS: usize = 40;
/// After so many changes that lead nowhere it is given up.
const PATIENCE: usize = 10;

/// A row, and the rule that it still breaks.
#[derive(Debug, Clone)]
pub(crate) struct Solved {
    pub(crate) row: Vec<Cell>,
    pub(crate) broken: Option<Rule>,
}

/// Returns a row as like its plan as the rules allow.
pub(crate) fn solve(ground: &Ground<'_>, plan: &RowPlan) -> Solved {
    let mut row = ground.start(plan);
    let mut broken = ground.broken(plan, &row);
    let mut best = (broken.len(), row.clone(), worst(&broken));
    let chance = ground.draw.named("walk").at(plan.ordinal).at(plan.salt);
    let mut since_best = 0;
    for step in 0..STEPS {
        // In turn, lest one that can't be kept hides the others.
        let Some(rule) = broken.get(step / 2 % broken.len().max(1)).copied() else {
            break;
        };
        let ways = ground.proposals(rule, plan, &row, chance.at(step));
        let found = ways
            .iter()
            .filter(|it| !it.is_empty())
            .enumerate()
            .filter_map(|(rank, patch)| {
                let changed = ground.changed(plan, &row, patch, step)?;
                let touched = differences(&row, &changed);
                let after = ground.broken_after(plan, &changed, &broken, &touched);
                let stays = usize::from(after.contains(&rule));
                let conflicts = ground.conflicts(plan, &changed);
                Some(((after.len(), stays, conflicts, rank), changed, after))
            })
            .min_by_key(|(cost, ..)| *cost);
        if let Some((_, changed, after)) = found {
            row = changed;
            broken = after;
        }
        since_best += 1;
        if broken.len() < best.0 {
            best = (broken.len(), row.clone(), worst(&broken));
            since_best = 0;
        } else if since_best >= PATIENCE {
            break;
        }
    }
    Solved {
        row: best.1,
        broken: best.2,
    }
}

/// Returns the rule that weighs most: of checks the server has the last word.
fn worst(broken: &[Rule]) -> Option<Rule> {
    let certain = |it: &&Rule| !matches!(it, Rule::Check(_) | Rule::Partition(_));
    broken.iter().find(certain).or(broken.first()).copied()
}

fn differences(one: &[Cell], other: &[Cell]) -> Vec<usize> {
    let pairs = one.iter().zip(other).enumerate();
    pairs
        .filter(|(_, (one, other))| one != other)
        .map(|(n, _)| n)
        .collect()
}
