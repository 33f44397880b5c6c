//! Conditions of policies, and changes of one.

use crate::expression::{Comparison, Expression, Outline, Part, Polarity};
use crate::facts::{Clause, Relation};
use crate::mutant::{Direction, Draft, Subject};

/// A condition of a policy, read.
pub(super) struct Site<'a> {
    pub(super) relation: &'a Relation,
    pub(super) clause: Clause,
    pub(super) expression: Expression<'a>,
    pub(super) outline: Outline,
}

/// A change of a condition.
pub(super) struct Edit {
    pub(super) text: String,
    pub(super) direction: Direction,
    /// What is planted, as the end of a sentence that begins with the clause.
    pub(super) what: String,
}

impl Site<'_> {
    /// Returns a part's text on one line, for sentences.
    pub(super) fn quote(&self, part: Part) -> String {
        quote(self.expression.text(part))
    }

    /// Returns whether one side of a comparison is the caller and the other a
    /// column of a query within.
    pub(super) fn binds_caller(&self, comparison: &Comparison) -> bool {
        [
            (comparison.left, comparison.right),
            (comparison.right, comparison.left),
        ]
        .into_iter()
        .any(|(column, caller)| {
            self.expression
                .column(column)
                .is_some_and(|it| it.qualifier.as_ref() != Some(&self.relation.name.name))
                && self.expression.asks_session(caller)
        })
    }

    /// Returns the column of the policy's relation and the column of a query
    /// within that a comparison binds together.
    pub(super) fn correlates(&self, comparison: &Comparison) -> Option<(Part, Part)> {
        let own = |part| {
            self.expression
                .column(part)
                .is_some_and(|it| it.qualifier.as_ref() == Some(&self.relation.name.name))
        };
        let other = |part| {
            self.expression
                .column(part)
                .is_some_and(|it| it.qualifier.as_ref() != Some(&self.relation.name.name))
        };
        let (left, right) = (comparison.left, comparison.right);
        if own(left) && other(right) {
            Some((left, right))
        } else if own(right) && other(left) {
            Some((right, left))
        } else {
            None
        }
    }
}

/// Returns a text on one line, for sentences.
pub(super) fn quote(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    format!("`{}`", words.join(" "))
}

/// Returns what a change does where more rows may mean fewer.
pub(super) fn under(direction: Direction, polarity: Polarity) -> Direction {
    match (direction, polarity) {
        (it, Polarity::Same) => it,
        (Direction::Weakens, Polarity::Flipped) => Direction::Strengthens,
        (Direction::Strengthens, Polarity::Flipped) => Direction::Weakens,
        (_, Polarity::Unclear | Polarity::Flipped) => Direction::Either,
    }
}

/// Returns the mutants of a change of single conditions, for all policies.
pub(super) fn each(subject: &Subject<'_>, edits: impl Fn(&Site<'_>) -> Vec<Edit>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (relation, policy) in subject.policies() {
        for clause in [Clause::Using, Clause::Check] {
            let Some(expression) = policy.clause(clause).and_then(Expression::read) else {
                continue;
            };
            let site = Site {
                relation,

                clause,
                outline: expression.outline(),
                expression,
            };
            for edit in edits(&site) {
                let mut after = policy.clone();
                let slot = match clause {
                    Clause::Using => &mut after.using,
                    Clause::Check => &mut after.check,
                };
                if slot.as_deref() == Some(edit.text.as_str()) {
                    continue;
                }
                *slot = Some(edit.text);
                let what = format!("{} {}", clause.sql(), edit.what);
                drafts.push(Draft::policy(policy, Some(after), &what).direction(edit.direction));
            }
        }
    }
    drafts
}
