//! Cells: what all probes of an actor, an object and a command say together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use stagecraft_model::Verdict;

use crate::runner::{Outcome, ProbeResult};

/// What all probes of an actor, an object and a command say together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellResult {
    /// The relation or function; `(session)` of what is about the actor alone.
    pub object: String,
    /// The command, or what else was tried.
    pub command: String,
    /// The actor, or the role where a privilege is looked at.
    pub actor: String,
    /// What the contract says.
    pub level: String,
    /// The worst of its probes.
    pub verdict: Verdict,
    /// What happened in the probe that decides.
    pub outcome: Outcome,
    /// Rows that the contract allows.
    pub inside: u64,
    /// Rows that it does not.
    pub outside: u64,
    /// How many probes were tried.
    pub probes: usize,
    /// Why it is unproven, where all of its probes held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unproven: Option<String>,
    /// The probes that did not hold, or that decide nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<ProbeResult>,
}

/// Puts probes together, in the order in which they were tried.
///
/// What nobody was seen to be allowed is not proven to be allowed to anybody:
/// where the contract allows a command on own rows, and no actor has any, the
/// cells are unproven.
pub fn cells(results: &[ProbeResult]) -> Vec<CellResult> {
    let mut cells: Vec<CellResult> = Vec::new();
    let mut places: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for result in results {
        let key = (
            result.object.as_str(),
            result.command.as_str(),
            result.actor.as_str(),
        );
        let place = *places.entry(key).or_insert_with(|| {
            cells.push(CellResult::of(result));
            cells.len() - 1
        });
        if let Some(cell) = cells.get_mut(place) {
            cell.add(result);
        }
    }
    let shown: BTreeSet<_> = cells
        .iter()
        .filter(|it| it.inside > 0)
        .map(|it| (it.object.clone(), it.command.clone(), it.level.clone()))
        .collect();
    for cell in &mut cells {
        let key = (
            cell.object.clone(),
            cell.command.clone(),
            cell.level.clone(),
        );
        if cell.verdict == Verdict::Held && cell.speaks_of_rows() && !shown.contains(&key) {
            cell.verdict = Verdict::Unproven;
            cell.unproven = Some("no actor has rows of their own here".to_owned());
        }
    }
    cells
}

impl CellResult {
    fn of(result: &ProbeResult) -> Self {
        Self {
            object: result.object.clone(),
            command: result.command.clone(),
            actor: result.actor.clone(),
            level: result.level.clone(),
            verdict: Verdict::Held,
            outcome: result.outcome,
            inside: 0,
            outside: 0,
            probes: 0,
            unproven: None,
            failed: Vec::new(),
        }
    }

    fn add(&mut self, result: &ProbeResult) {
        self.probes += 1;
        self.inside = self.inside.max(result.inside);
        self.outside = self.outside.max(result.outside);
        if result.verdict > self.verdict {
            self.verdict = result.verdict;
            self.outcome = result.outcome;
        }
        if result.verdict != Verdict::Held {
            self.failed.push(result.clone());
        }
    }

    /// Whether the contract allows some rows, rather than none, all, or a
    /// privilege.
    fn speaks_of_rows(&self) -> bool {
        let is_row_command =
            ["select", "insert", "update", "delete"].contains(&self.command.as_str());
        is_row_command && !["none", "all", "listed"].contains(&self.level.as_str())
    }
}
