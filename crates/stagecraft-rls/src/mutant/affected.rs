//! What a mutant can be noticed at.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use stagecraft_model::QualifiedName;

use super::routine::words;
use super::{Change, Draft};
use crate::facts::{Facts, RelationKind};

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
    known: BTreeMap<(String, bool), Affected>,
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

    pub(super) fn of(&mut self, draft: &Draft) -> Affected {
        let mut affected = Affected::default();
        // Policies are nothing to what reads as an owner whom they never hold for;
        // triggers and grants are.
        let by_policy = matches!(
            draft.change,
            Change::Policy { .. } | Change::RowSecurityOff | Change::Routine { .. }
        );
        let key = if let Change::Routine { identity } = &draft.change {
            affected.routines.insert(identity.clone());
            identity.clone()
        } else {
            affected.relations.insert(draft.object.clone());
            draft.object.to_string()
        };
        let key = (key, by_policy);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        while self.grow(&mut affected, by_policy) {}
        self.known.insert(key, affected.clone());
        affected
    }

    /// Adds what depends on what is there; returns whether anything came.
    fn grow(&self, affected: &mut Affected, by_policy: bool) -> bool {
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
            let sees = !by_policy || !routine.security_definer || !routine.owner_bypasses;
            if routine.extension.is_none()
                && ((sees && !words.is_disjoint(&names)) || !words.is_disjoint(&called))
            {
                affected.routines.insert(routine.identity.clone());
            }
        }
        for relation in &self.facts.relations {
            let sees = !by_policy || relation.security_invoker || !relation.owner_bypasses;
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
            if policy
                .reads
                .iter()
                .any(|it| affected.relations.contains(it))
                || policy.calls.iter().any(|it| affected.routines.contains(it))
            {
                affected.relations.insert(policy.relation.clone());
            }
        }
        affected.relations.len() + affected.routines.len() > before
    }
}
