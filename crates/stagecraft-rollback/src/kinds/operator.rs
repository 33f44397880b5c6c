//! Operators.
//!
//! A commutator or negator that comes later is promised by the first of the
//! two, as the server allows; the second one fulfils it.

use stagecraft_catalog::{Operator, Snapshot};

use super::{Change, Restore};
use crate::address;
use crate::context::Context;

impl Restore for Operator {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut parts = vec![format!("function = {}", self.function)];
        let optional = [
            ("leftarg", self.left.clone()),
            ("rightarg", Some(self.right.clone())),
            ("commutator", self.commutator.as_deref().map(reference)),
            ("negator", self.negator.as_deref().map(reference)),
            ("restrict", self.restrict.clone()),
            ("join", self.join.clone()),
        ];
        for (word, value) in optional {
            parts.extend(value.map(|it| format!("{word} = {it}")));
        }
        for (word, is_set) in [("hashes", self.hashes), ("merges", self.merges)] {
            parts.extend(is_set.then(|| word.to_owned()));
        }
        let name = format!("{}.{}", self.schema, self.name.as_str());
        vec![format!("create operator {name} ({})", parts.join(", "))]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!(
            "drop operator if exists {}",
            address::of_operator(self)
        ))
    }

    /// Only the estimators can be changed on every version.
    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let as_before = Self {
            owner: self.owner.clone(),
            comment: self.comment.clone(),
            restrict: self.restrict.clone(),
            join: self.join.clone(),
            ..from.clone()
        };
        if as_before != *self {
            return Change::Recreate;
        }
        let mut parts = Vec::new();
        let estimators = [
            ("restrict", &self.restrict, &from.restrict),
            ("join", &self.join, &from.join),
        ];
        for (word, to, from) in estimators {
            if to != from {
                parts.push(format!("{word} = {}", to.as_deref().unwrap_or("none")));
            }
        }
        if parts.is_empty() {
            return Change::Alter(Vec::new());
        }
        Change::Alter(vec![format!(
            "alter operator {} set ({})",
            address::of_operator(self),
            parts.join(", ")
        )])
    }
}

/// Turns what `regoperator` wrote, without its types, into what stands behind
/// `commutator =` and its like.
pub(super) fn reference(text: &str) -> String {
    let bare = text.rsplit_once('(').map_or(text, |(it, _)| it);
    match bare.rsplit_once('.') {
        Some((schema, name)) => format!("operator({schema}.{name})"),
        None => format!("operator(pg_catalog.{bare})"),
    }
}
