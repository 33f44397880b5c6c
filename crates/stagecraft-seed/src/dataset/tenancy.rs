//! Which table holds the tenants, and whose rows belong to one.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_model::QualifiedName;

use crate::profile::Tenants;
use crate::shape::Shape;

/// What tenants are called.
const TENANTS: [&str; 15] = [
    "tenant",
    "organization",
    "organisation",
    "org",
    "workspace",
    "space",
    "team",
    "account",
    "company",
    "shop",
    "store",
    "group",
    "community",
    "client",
    "project",
];

/// What people are called: each belongs to one tenant, though no key says so.
const PEOPLE: [&str; 9] = [
    "user", "profile", "person", "people", "member", "customer", "account", "contact", "identity",
];

/// Whose rows are whose.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tenancy {
    /// The table of the tenants, if there is one.
    pub(crate) root: Option<QualifiedName>,
    /// Tables whose rows belong to one tenant each.
    pub(crate) owned: BTreeSet<QualifiedName>,
}

impl Tenancy {
    /// Finds it out from the keys, where the profile does not say.
    pub(crate) fn of(shapes: &BTreeMap<QualifiedName, Shape>, said: &Tenants) -> Self {
        let root = said.root.clone().or_else(|| detect(shapes));
        let Some(root) = root.filter(|it| shapes.contains_key(it)) else {
            return Self::default();
        };
        let mut owned = BTreeSet::from([root.clone()]);
        owned.extend(
            said.also
                .iter()
                .filter(|it| shapes.contains_key(*it))
                .cloned(),
        );
        spread(shapes, &mut owned);
        // Whom rows of a tenant point at, if these are people.
        let people: Vec<_> = shapes
            .values()
            .filter(|it| owned.contains(&it.name))
            .flat_map(|it| &it.foreign_keys)
            .map(|it| &it.parent)
            .filter(|it| is_called(it, &PEOPLE))
            .cloned()
            .collect();
        owned.extend(people);
        spread(shapes, &mut owned);
        Self {
            root: Some(root),
            owned,
        }
    }
}

/// Adds the tables that point at owned ones.
fn spread(shapes: &BTreeMap<QualifiedName, Shape>, owned: &mut BTreeSet<QualifiedName>) {
    loop {
        let more: Vec<_> = shapes
            .values()
            .filter(|it| !owned.contains(&it.name))
            .filter(|it| it.foreign_keys.iter().any(|it| owned.contains(&it.parent)))
            .map(|it| it.name.clone())
            .collect();
        if more.is_empty() {
            return;
        }
        owned.extend(more);
    }
}

/// Returns the table that is called like tenants and that most tables point at.
fn detect(shapes: &BTreeMap<QualifiedName, Shape>) -> Option<QualifiedName> {
    let mut pointed_at: BTreeMap<&QualifiedName, BTreeSet<&QualifiedName>> = BTreeMap::new();
    for shape in shapes.values() {
        for key in shape
            .foreign_keys
            .iter()
            .filter(|it| it.parent != shape.name)
        {
            pointed_at
                .entry(&key.parent)
                .or_default()
                .insert(&shape.name);
        }
    }
    pointed_at
        .into_iter()
        .filter(|(name, _)| is_called(name, &TENANTS))
        .filter(|(name, _)| !matches!(name.schema.as_str(), "auth" | "storage"))
        .map(|(name, children)| (children.len(), rank(name), name))
        .max_by_key(|(children, rank, _)| (*children, *rank))
        .map(|(_, _, name)| name.clone())
}

/// Returns how much a name sounds like a tenant's.
fn rank(name: &QualifiedName) -> usize {
    let word = last_word(name.name.as_str());
    let at = TENANTS.iter().position(|it| *it == word);
    at.map_or(0, |it| TENANTS.len() - it)
}

/// Returns whether a table is called like one of people.
pub(crate) fn is_person(name: &QualifiedName) -> bool {
    is_called(name, &PEOPLE)
}

fn is_called(name: &QualifiedName, names: &[&str]) -> bool {
    let word = last_word(name.name.as_str());
    names.contains(&word.as_str())
}

/// Returns the last word of a name, in the singular.
fn last_word(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.push(letter.to_ascii_lowercase());
    }
    let word = words
        .rsplit('_')
        .find(|it| !it.is_empty())
        .unwrap_or_default();
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_the_singular() {
        for (name, word) in [
            ("Organizations", "organization"),
            ("UserAccounts", "account"),
            ("shop_companies", "company"),
            ("team", "team"),
        ] {
            assert_eq!(last_word(name), word);
        }
    }
}
