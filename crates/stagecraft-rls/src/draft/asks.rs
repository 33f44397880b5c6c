//! What policies ask: tables that they read, themselves or by functions that
//! call functions.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_model::{Ident, QualifiedName};

use crate::facts::Facts;

/// The tables that each policy asks.
pub(super) struct Asks<'a> {
    /// Relations that policies read by themselves.
    reads: Vec<&'a [QualifiedName]>,
    /// Words in the sources of the functions that they call.
    words: Vec<BTreeSet<&'a str>>,
}

impl<'a> Asks<'a> {
    pub(super) fn of(facts: &'a Facts) -> Self {
        let mut sources: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for routine in facts.routines.iter().filter(|it| it.extension.is_none()) {
            let words = sources.entry(routine.qualified.name.as_str()).or_default();
            let is_word = |it: char| it.is_alphanumeric() || it == '_';
            words.extend(routine.source.split(|it| !is_word(it)));
        }
        let mut reads = Vec::new();
        let mut words = Vec::new();
        for policy in &facts.policies {
            reads.push(policy.reads.as_slice());
            let called = policy.calls.iter().filter_map(|it| facts.routine(it));
            let mut next: Vec<&str> = called.map(|it| it.qualified.name.as_str()).collect();
            let mut seen = BTreeSet::new();
            let mut found = BTreeSet::new();
            while let Some(name) = next.pop() {
                let Some(source) = sources.get(name).filter(|_| seen.insert(name)) else {
                    continue;
                };
                found.extend(source.iter().copied());
                next.extend(source.iter().filter(|it| sources.contains_key(*it)));
            }
            words.push(found);
        }
        Self { reads, words }
    }

    /// Returns whether a function that policies call mentions a name.
    pub(super) fn mentions(&self, name: &Ident) -> bool {
        self.words.iter().any(|it| it.contains(name.as_str()))
    }

    /// Returns how many policies ask a table.
    pub(super) fn count(&self, table: &QualifiedName) -> usize {
        self.reads
            .iter()
            .zip(&self.words)
            .filter(|(reads, words)| reads.contains(table) || words.contains(table.name.as_str()))
            .count()
    }
}
