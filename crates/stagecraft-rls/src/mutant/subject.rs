//! What mutants are made of.

use stagecraft_model::QualifiedName;

use crate::contract::{Contract, Entry};
use crate::facts::{Facts, Policy, Relation, RelationKind, Role, Routine};

/// What mutants are made of: what the API serves, and what the contract names
/// beside it.
#[derive(Debug)]
pub struct Subject<'a> {
    /// What the catalogs say.
    pub facts: &'a Facts,
    /// What was declared.
    pub contract: Option<&'a Contract>,
    schemas: Vec<String>,
}

impl<'a> Subject<'a> {
    /// Returns a subject; without a contract, `public` is what the API serves.
    pub fn new(facts: &'a Facts, contract: Option<&'a Contract>) -> Self {
        let schemas = contract.map_or_else(|| vec!["public".to_owned()], |it| it.schemas.clone());
        Self {
            facts,
            contract,
            schemas,
        }
    }

    /// Returns the contract's entry of a relation.
    pub fn entry(&self, name: &QualifiedName) -> Option<&'a Entry> {
        self.contract?.entry_of(name).map(|(_, entry)| entry)
    }

    fn is_served(&self, schema: &str) -> bool {
        self.schemas.iter().any(|it| it == schema)
    }

    /// Returns the relations, those of extensions left out.
    pub fn relations(&self) -> impl Iterator<Item = &'a Relation> {
        self.facts.relations.iter().filter(|it| {
            it.extension.is_none()
                && (self.is_served(it.name.schema.as_str()) || self.entry(&it.name).is_some())
        })
    }

    /// Returns the relations that can have policies.
    pub fn tables(&self) -> impl Iterator<Item = &'a Relation> {
        self.relations().filter(|it| it.kind.has_policies())
    }

    /// Returns the views that keep no rows of their own.
    pub fn views(&self) -> impl Iterator<Item = &'a Relation> {
        self.relations().filter(|it| it.kind == RelationKind::View)
    }

    /// Returns the policies, with what they are on.
    pub fn policies(&self) -> impl Iterator<Item = (&'a Relation, &'a Policy)> {
        let facts = self.facts;
        self.tables().flat_map(move |relation| {
            facts
                .policies_of(&relation.name)
                .map(move |policy| (relation, policy))
        })
    }

    /// Returns the roles that the outside can become and that policies hold
    /// for. With a contract, those of its actors: nobody would notice what
    /// another one may do.
    pub fn bound_roles(&self) -> impl Iterator<Item = &'a Role> {
        let actors = self.contract.map(Contract::roles);
        self.facts.bound_roles().filter(move |role| {
            !role.reserved && actors.as_ref().is_none_or(|it| it.contains(&role.name))
        })
    }

    /// Returns the routines that policies call. Those of the platform are left
    /// out: they have owners that no table has, and are nobody's to change.
    pub fn helpers(&self) -> Vec<&'a Routine> {
        self.facts
            .routines
            .iter()
            .filter(|routine| {
                routine.extension.is_none()
                    && routine.kind == 'f'
                    && self.tables().any(|it| it.owner == routine.owner)
                    && self
                        .policies()
                        .any(|(_, policy)| policy.calls.contains(&routine.identity))
            })
            .collect()
    }

    /// Returns the routines that the API serves.
    pub fn routines(&self) -> impl Iterator<Item = &'a Routine> {
        self.facts.routines.iter().filter(|it| {
            it.extension.is_none()
                && !it.trigger
                && it.kind != 'w'
                && self.is_served(it.qualified.schema.as_str())
        })
    }
}
