//! What the planner says.

use std::collections::BTreeMap;

use tokio_postgres::Client;

use super::{Verdict, touch};
use crate::Error;
use crate::facts::{Clause, Facts, Policy};
use crate::mutant::{Change, Mutant};
use crate::planner::{Condition, plans};

/// Plans of the conditions of mutants and of what they were.
pub(super) struct Plans<'a> {
    facts: &'a Facts,
    known: BTreeMap<Condition, String>,
}

/// What a policy does, its conditions by their plans.
type Effect = (
    String,
    bool,
    &'static str,
    Vec<String>,
    Option<String>,
    Option<String>,
);

impl<'a> Plans<'a> {
    pub(super) async fn read(
        client: &Client,
        facts: &'a Facts,
        mutants: &[&Mutant],
    ) -> Result<Self, Error> {
        let mut conditions = Vec::new();
        for (before, after) in mutants.iter().filter_map(|it| changed(it)) {
            for policy in [before, after] {
                conditions.extend([Clause::Using, Clause::Check].into_iter().filter_map(
                    |clause| {
                        Some(Condition {
                            relation: policy.relation.clone(),
                            expression: policy.effective(clause)?.to_owned(),
                        })
                    },
                ));
            }
        }
        conditions.sort();
        conditions.dedup();
        let plans = plans(client, &conditions).await?;
        let known = conditions
            .into_iter()
            .zip(plans)
            .filter_map(|(condition, plan)| Some((condition, plan?)))
            .collect();
        Ok(Self { facts, known })
    }

    pub(super) fn verdicts(&self, mutants: &[&Mutant]) -> BTreeMap<String, Verdict> {
        let mut verdicts = BTreeMap::new();
        let mut first: BTreeMap<Effect, &str> = BTreeMap::new();
        for mutant in mutants {
            let Some((before, after)) = changed(mutant) else {
                continue;
            };
            let (Some(original), Some(mutated)) = (self.effect(before), self.effect(after)) else {
                continue;
            };
            if original == mutated {
                let reason = "the planner plans it as it plans the original".to_owned();
                verdicts.insert(mutant.id.clone(), Verdict::Equivalent { reason });
            } else if let Some(of) = first.get(&mutated) {
                let verdict = Verdict::Duplicate {
                    of: (*of).to_owned(),
                    reason: format!("the planner plans it as it plans {of}"),
                };
                verdicts.insert(mutant.id.clone(), verdict);
            } else {
                first.insert(mutated, &mutant.id);
            }
        }
        verdicts
    }

    fn effect(&self, policy: &Policy) -> Option<Effect> {
        if self.folds(policy) {
            return None;
        }
        let plan = |clause| match policy.effective(clause) {
            None => Some(None),
            Some(expression) => {
                let condition = Condition {
                    relation: policy.relation.clone(),
                    expression: expression.to_owned(),
                };
                Some(Some(self.known.get(&condition)?.clone()))
            }
        };
        let mut roles = policy.roles.clone();
        roles.sort();
        Some((
            format!("{}.{}", policy.relation, policy.name),
            policy.permissive,
            policy.command.sql(),
            roles,
            plan(Clause::Using)?,
            plan(Clause::Check)?,
        ))
    }

    /// Returns whether the planner may have put the answer of now in the
    /// place of a call: conditions that differ would look alike.
    fn folds(&self, policy: &Policy) -> bool {
        policy.calls.iter().any(|it| {
            self.facts
                .routine(it)
                .is_none_or(|it| touch::folds(self.facts, it))
        })
    }
}

fn changed(mutant: &Mutant) -> Option<(&Policy, &Policy)> {
    match &mutant.change {
        Change::Policy {
            before: Some(before),
            after: Some(after),
        } => Some((before, after)),
        _ => None,
    }
}
