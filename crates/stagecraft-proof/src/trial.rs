//! What has been tried of a migration, and what to try next.

use std::collections::BTreeSet;

use stagecraft_apply::FileRun;
use stagecraft_catalog::{Change, Snapshot, diff};
use stagecraft_plan::{dropped_tables, only_inserts};
use stagecraft_rollback::keep::{self, KeepSql, Kept, Observed, Strategy};

use crate::compare::Positions;
use crate::document::{Grade, WayProof};
use crate::observe::Locks;
use crate::varying::Varying;

/// A way of keeping is tried, and another when it does not give back what was.
const ATTEMPTS: usize = 6;

/// What has been tried of a migration.
pub(crate) struct Trial {
    pub(crate) observed: Observed,
    pub(crate) kept: Kept,
    /// The catalog that it leads to.
    pub(crate) left: Option<Snapshot>,
    /// What it leaves otherwise each time, once there was a reason to ask.
    pub(crate) varying: Option<Varying>,
    /// Where sequences stood before it, and where it left them.
    pub(crate) positions: Positions,
    pub(crate) left_at: Positions,
    pub(crate) number: usize,
}

impl Trial {
    pub(crate) fn new(run: FileRun<'_>, positions: Positions) -> Self {
        let statements = &run.migration.statements;
        Self {
            observed: Observed {
                version: run.migration.version.clone(),
                drops: dropped_tables(statements, run.sql),
                only_inserts: only_inserts(statements, run.sql),
                ..Observed::default()
            },
            kept: nothing(&run.migration.version),
            left: None,
            varying: None,
            positions,
            left_at: Positions::new(),
            number: 0,
        }
    }

    /// Returns what runs around the migration this time.
    pub(crate) fn keep(&self, before: &Snapshot) -> KeepSql {
        let left = self.left.as_ref();
        left.map_or_else(KeepSql::default, |left| {
            keep::around(&self.kept, before, left)
        })
    }

    /// Decides by what was observed what to keep.
    pub(crate) fn decide(&self, before: &Snapshot) -> Kept {
        let left = self.left.as_ref().unwrap_or(before);
        keep::decide(before, left, &self.observed)
    }

    pub(crate) fn can_go_on(&self) -> bool {
        self.number < ATTEMPTS
    }

    /// Returns what differs between two runs, and whether all of it does by
    /// itself.
    fn differences(&self, one: &Snapshot, other: &Snapshot) -> (Vec<Change>, bool) {
        let mut changes = diff(one, other);
        changes.retain(|it| !it.is_column_order());
        let varying = self.varying.as_ref();
        let is_own = |it: &Change| varying.is_some_and(|varying| varying.explains(it));
        let is_all = changes.iter().all(is_own);
        (changes, is_all)
    }

    /// Returns whether what is kept makes the migration lead elsewhere than
    /// its first run did.
    pub(crate) fn leads_elsewhere(&self, after: &Snapshot) -> bool {
        let left = self.left.as_ref();
        left.is_some_and(|left| !self.differences(left, after).1)
    }

    /// Judges where the migration has led when it was applied again.
    pub(crate) fn judge_again(&self, after: &Snapshot, now: &Snapshot, proof: &mut WayProof) {
        let (changes, is_own) = self.differences(after, now);
        proof.applies_again = is_own;
        if let Some(change) = changes.first() {
            let reason = if is_own {
                proof.grade = proof.grade.max(Grade::Equivalent);
                "the migration leads elsewhere each time that it is applied"
            } else {
                "applied again, the migration leads elsewhere"
            };
            proof.reasons.push(format!("{reason}: {change}"));
        }
        let named = self.varying.as_ref().and_then(Varying::other_name);
        if let Some(change) = named {
            proof.grade = proof.grade.max(Grade::Lossy);
            proof.reasons.push(format!(
                "the way back knows the name of {}, which the migration makes up anew each time",
                change.id()
            ));
        }
    }

    pub(crate) fn observe(&mut self, locks: &Locks, before: &Snapshot, run: FileRun<'_>) {
        let now = &self.left_at;
        let mut tags = run.migration.statements.iter().map(|it| it.tag.as_str());
        // The lock of a `TRUNCATE` is that of DDL.
        let written = if tags.any(|it| it == "truncate") {
            locks.touched(before)
        } else {
            locks.written(before)
        };
        self.observed.written = written.into_iter().collect();
        self.observed.moved_sequences = self
            .positions
            .iter()
            .filter(|(name, at)| now.get(*name).is_some_and(|it| it != *at))
            .map(|(name, _)| name.clone())
            .collect();
    }

    /// Keeps in a simpler way, since this one does not work.
    pub(crate) fn less(&mut self, before: &Snapshot) -> Kept {
        let tables = &self.kept.tables;
        let moved: BTreeSet<_> = tables
            .iter()
            .filter(|it| matches!(it.strategy, Strategy::Move { .. }))
            .map(|it| it.relation.clone())
            .collect();
        let captured: BTreeSet<_> = tables
            .iter()
            .filter(|it| it.strategy == Strategy::Capture)
            .map(|it| it.relation.clone())
            .collect();
        if !moved.is_empty() {
            self.observed.without_move.extend(moved);
        } else if !captured.is_empty() {
            self.observed.without_capture.extend(captured);
        } else {
            // Nothing is left to try: apply it as it is.
            self.number = ATTEMPTS;
            return nothing(&self.kept.version);
        }
        self.decide(before)
    }

    /// Keeps what did not come back.
    pub(crate) fn more(&mut self, proof: &WayProof, before: &Snapshot) -> Option<Kept> {
        let old = self.kept.clone();
        for rows in &proof.rows {
            let captured = old
                .tables
                .iter()
                .any(|it| it.relation == rows.relation && it.strategy == Strategy::Capture);
            if captured {
                self.observed.without_capture.insert(rows.relation.clone());
                continue;
            }
            if rows.count_differs {
                self.observed.written.insert(rows.relation.clone());
                self.observed.only_inserts = false;
                continue;
            }
            let columns = self.observed.columns.entry(rows.relation.clone());
            columns.or_default().extend(rows.columns.iter().cloned());
        }
        self.observed
            .moved_sequences
            .extend(proof.sequences.iter().cloned());
        let kept = self.decide(before);
        (kept != old).then_some(kept)
    }
}

fn nothing(version: &str) -> Kept {
    Kept {
        version: version.to_owned(),
        ..Kept::default()
    }
}
