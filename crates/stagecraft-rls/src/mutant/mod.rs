//! Mutants: one planted fault each, to see whether the contract's probes
//! notice it.
//!
//! One operator, one file. What an operator changes about a policy is a value,
//! so the statements that do it, the plans that show it does nothing and the
//! row that shows it does something are all made from the same before and
//! after.

mod affected;
mod draft;
pub mod equivalence;
mod operators;
mod routine;
mod score;
mod sql;
mod subject;
pub mod witness;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::facts::{Clause, Policy};

pub use affected::Affected;
pub(crate) use draft::Draft;
pub use score::{Outcome, Score, Scores};
pub use subject::Subject;

/// A kind of fault.
#[derive(Debug)]
pub struct Operator {
    /// The id: `M` and a number, `C` and a number for controls.
    pub id: &'static str,
    /// The name in kebab case.
    pub name: &'static str,
    /// What it usually does; a mutant may know better.
    pub direction: Direction,
    /// What it plants, and what notices it.
    pub class: &'static str,
    /// Whether only probes that not every run has can notice it.
    pub optional: bool,
    pub(crate) generate: fn(&Subject<'_>) -> Vec<Draft>,
}

/// What a mutant does to what is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is let in: what has to be denied must notice.
    Weakens,
    /// Less is let in: what has to be allowed must notice.
    Strengthens,
    /// Some of both.
    Either,
    /// Nothing changes: nothing may notice.
    Neutral,
}

/// One planted fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mutant {
    /// As `M08:public.notes.own:1`; the same in every run as long as what it is
    /// made from is.
    pub id: String,
    /// The operator's id.
    pub operator: String,
    /// What it does to what is let in.
    pub direction: Direction,
    /// The relation, or the routine without its arguments.
    pub object: QualifiedName,
    /// The policy.
    pub policy: Option<Ident>,
    /// What is planted, in one sentence.
    pub description: String,
    /// The statements that plant it.
    pub ddl: Vec<String>,
    /// What it is a change of.
    pub change: Change,
    /// What it can be noticed at.
    pub affected: Affected,
}

/// What a mutant is a change of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Change {
    /// A policy becomes another, or is gone; without `before` it is new.
    Policy {
        /// As it is.
        before: Option<Box<Policy>>,
        /// As it becomes.
        after: Option<Box<Policy>>,
    },
    /// Row security of the relation is switched off.
    RowSecurityOff,
    /// A role gets a privilege.
    Privilege {
        /// The role.
        role: String,
        /// The privilege.
        privilege: String,
    },
    /// A routine does something else.
    Routine {
        /// Its identity.
        identity: String,
    },
    /// A trigger that fires before rows are written is off.
    Trigger,
    /// Something else.
    Other,
}

/// A condition as it is and as it becomes. What has no condition lets nothing in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Predicate {
    /// Whether it is about rows that are seen, or rows that are written.
    pub clause: Clause,
    /// As it is.
    pub original: String,
    /// As it becomes.
    pub mutated: String,
}

impl Mutant {
    /// Returns whether nothing may notice it.
    pub fn is_control(&self) -> bool {
        self.direction == Direction::Neutral
    }

    /// Returns the conditions that change while the policy stays for the same
    /// roles and commands; a policy without WITH CHECK changes both at once.
    pub fn predicates(&self) -> Vec<Predicate> {
        let Change::Policy {
            before: Some(before),
            after: Some(after),
        } = &self.change
        else {
            return Vec::new();
        };
        [Clause::Using, Clause::Check]
            .into_iter()
            .filter_map(|clause| {
                let original = before.effective(clause)?;
                let mutated = after.effective(clause)?;
                (original != mutated).then(|| Predicate {
                    clause,
                    original: original.to_owned(),
                    mutated: mutated.to_owned(),
                })
            })
            .collect()
    }
}

/// Returns all operators, controls last.
pub fn operators() -> Vec<&'static Operator> {
    operators::ALL.to_vec()
}

/// Returns the mutants of what the API serves, each fault once.
pub fn mutants(subject: &Subject<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let mut seen = BTreeSet::new();
    let mut dependencies = affected::Dependencies::new(subject.facts);
    for operator in operators() {
        let mut last = String::new();
        let mut number = 0_usize;
        for draft in (operator.generate)(subject) {
            if draft.target != last {
                number = 0;
                last.clone_from(&draft.target);
            }
            number += 1;
            if !seen.insert(draft.ddl.clone()) {
                continue;
            }
            let mark = draft.mark.clone().unwrap_or_else(|| number.to_string());
            mutants.push(Mutant {
                id: format!("{}:{}:{mark}", operator.id, draft.target),
                operator: operator.id.to_owned(),
                direction: draft.direction.unwrap_or(operator.direction),
                affected: dependencies.of(&draft, operator.direction),
                object: draft.object,
                policy: draft.policy,
                description: draft.description,
                ddl: draft.ddl,
                change: draft.change,
            });
        }
    }
    mutants
}
