//! What a mutant can be noticed at.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use stagecraft_model::QualifiedName;

use super::routine::words;
use super::{Change, Direction, Draft};
use crate::facts::{Facts, Policy, PolicyCommand, RelationKind, Routine};

/// What a mutant can be noticed at. Too much costs time, too little hides a
/// survivor's cause; where the catalogs can't say, it is too much.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// Relations, the mutant's own among them.
    pub relations: BTreeSet<QualifiedName>,
    /// Routines by identity.
    pub routines: BTreeSet<String>,
}

/// What depends on what, as far as it matters here.
#[derive(Debug)]
pub(super) struct Dependencies<'a> {
    facts: &'a Facts,
    /// The words of each routine's body.
    words: Vec<BTreeSet<String>>,
    known: BTreeMap<(String, Reach), Affected>,
}

/// How far a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reach {
    /// It is one of policies: nothing to what reads as an owner whom they never
    /// hold for, as triggers and grants are.
    by_policy: bool,
    /// It is about what is written alone: nothing to what only reads.
    writes: bool,
}

impl Reach {
    fn of(change: &Change) -> Self {
        let writes = match change {
            Change::Policy { before, after } => before
                .iter()
                .chain(after)
                .all(|it| !matches!(it.command, PolicyCommand::Select | PolicyCommand::All)),
            Change::Privilege { privilege, .. } => privilege != "SELECT",
            Change::Trigger => true,
            Change::RowSecurityOff | Change::Routine { .. } | Change::Other => false,
        };
        Self {
            by_policy: matches!(
                change,
                Change::Policy { .. } | Change::RowSecurityOff | Change::Routine { .. }
            ),
            writes,
        }
    }

    /// Whether a routine that names a relation can notice. One that is not
    /// volatile cannot write, and what it calls is looked at by itself.
    fn meets(self, routine: &Routine) -> bool {
        let by_policy = !self.by_policy || !routine.security_definer || !routine.owner_bypasses;
        by_policy && (!self.writes || routine.volatility == 'v' || locks(&routine.source))
    }

    /// Whether a policy that reads a relation can notice.
    fn meets_reader(self, policy: &Policy) -> bool {
        !self.writes || policy.using.iter().chain(&policy.check).any(|it| locks(it))
    }
}

/// Whether rows may be locked: that asks the policies and privileges of UPDATE.
fn locks(sql: &str) -> bool {
    let mut words = sql.split_whitespace().map(str::to_lowercase).peekable();
    while let Some(word) = words.next() {
        if word == "for"
            && words.peek().is_some_and(|it| {
                ["update", "no", "share", "key"]
                    .contains(&it.trim_matches(|it: char| !it.is_alphabetic()))
            })
        {
            return true;
        }
    }
    false
}

impl<'a> Dependencies<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        let words = facts.routines.iter().map(words).collect();
        Self {
            facts,
            words,
            known: BTreeMap::new(),
        }
    }

    pub(super) fn of(&mut self, draft: &Draft, direction: Direction) -> Affected {
        let mut affected = Affected::default();
        let reach = Reach::of(&draft.change);
        let key = if let Change::Routine { identity } = &draft.change {
            affected.routines.insert(identity.clone());
            identity.clone()
        } else {
            affected.relations.insert(draft.object.clone());
            draft.object.to_string()
        };
        // No probe of anything else is about a change of nothing.
        if draft.direction.unwrap_or(direction) == Direction::Neutral {
            return affected;
        }
        let key = (key, reach);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        while self.grow(&mut affected, reach) {}
        self.known.insert(key, affected.clone());
        affected
    }

    /// Adds what depends on what is there; returns whether anything came.
    fn grow(&self, affected: &mut Affected, reach: Reach) -> bool {
        let before = affected.relations.len() + affected.routines.len();
        let names: BTreeSet<_> = affected
            .relations
            .iter()
            .map(|it| it.name.as_str().to_lowercase())
            .collect();
        let called: BTreeSet<_> = self
            .facts
            .routines
            .iter()
            .filter(|it| affected.routines.contains(&it.identity))
            .map(|it| it.qualified.name.as_str().to_lowercase())
            .collect();
        for (routine, words) in self.facts.routines.iter().zip(&self.words) {
            if routine.extension.is_none()
                && ((reach.meets(routine) && !words.is_disjoint(&names))
                    || !words.is_disjoint(&called))
            {
                affected.routines.insert(routine.identity.clone());
            }
        }
        for relation in &self.facts.relations {
            let sees = !reach.by_policy || relation.security_invoker || !relation.owner_bypasses;
            let depends = match relation.kind {
                RelationKind::View => {
                    sees && (relation
                        .reads
                        .iter()
                        .any(|it| affected.relations.contains(it))
                        || relation
                            .calls
                            .iter()
                            .any(|it| affected.routines.contains(it)))
                }
                RelationKind::Table | RelationKind::Partitioned => {
                    relation
                        .parents
                        .iter()
                        .any(|it| affected.relations.contains(it))
                        || relation
                            .triggers
                            .iter()
                            .any(|it| affected.routines.contains(&it.routine))
                }
                RelationKind::MaterializedView | RelationKind::ForeignTable => false,
            };
            if depends {
                affected.relations.insert(relation.name.clone());
            }
            if affected.relations.contains(&relation.name) && relation.kind.has_policies() {
                affected.relations.extend(relation.parents.iter().cloned());
            }
        }
        for policy in &self.facts.policies {
            if (reach.meets_reader(policy)
                && policy
                    .reads
                    .iter()
                    .any(|it| affected.relations.contains(it)))
                || policy.calls.iter().any(|it| affected.routines.contains(it))
            {
                affected.relations.insert(policy.relation.clone());
            }
        }
        affected.relations.len() + affected.routines.len() > before
    }
}
