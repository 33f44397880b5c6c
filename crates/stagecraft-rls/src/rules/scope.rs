//! What rules look at.

use std::sync::OnceLock;

use stagecraft_model::QualifiedName;

use super::code::Askers;
use super::{Rule, Shapes, supabase};
use crate::contract::Contract;
use crate::facts::{Facts, Relation, Role, Routine};

/// What rules look at.
#[derive(Debug)]
pub struct Scope<'a> {
    /// What the catalogs say.
    pub facts: &'a Facts,
    /// What the planner makes of each policy.
    pub shapes: &'a Shapes,
    /// What was declared; without it, rules go by names and grants.
    pub contract: Option<&'a Contract>,
    /// Schemas that the API serves.
    pub schemas: Vec<String>,
    /// What [`Self::askers`] found.
    askers: OnceLock<Askers>,
}

impl<'a> Scope<'a> {
    /// Returns a scope; without a contract, `public` is what the API serves.
    pub fn new(facts: &'a Facts, shapes: &'a Shapes, contract: Option<&'a Contract>) -> Self {
        let schemas = contract.map_or_else(|| vec!["public".to_owned()], |it| it.schemas.clone());
        Self {
            facts,
            shapes,
            contract,
            schemas,
            askers: OnceLock::new(),
        }
    }

    /// Returns the project's functions that ask who calls.
    pub(super) fn askers(&self) -> &Askers {
        self.askers.get_or_init(|| Askers::of(self.facts))
    }

    /// Returns whether the API serves a schema.
    pub fn is_exposed(&self, name: &QualifiedName) -> bool {
        self.schemas.iter().any(|it| it == name.schema.as_str())
    }

    /// Returns the relations of schemas that the API serves, those of
    /// extensions and of the platform's own schemas left out.
    pub fn exposed(&self) -> impl Iterator<Item = &'a Relation> {
        let schemas = self.schemas.clone();
        self.facts.relations.iter().filter(move |it| {
            let schema = it.name.schema.as_str();
            it.extension.is_none()
                && !supabase::owns_schema(schema)
                && schemas.iter().any(|name| name == schema)
        })
    }

    /// Returns the API's roles that policies hold for and that can enter the
    /// relation's schema.
    pub fn entering(&self, relation: &Relation) -> Vec<&'a Role> {
        let schema = self.facts.schema(relation.name.schema.as_str());
        self.facts
            .bound_roles()
            .filter(|role| schema.is_some_and(|it| it.usage.contains(&role.name)))
            .collect()
    }

    /// Returns the roles that can enter the relation's schema, that policies
    /// hold for, and that have a privilege on it.
    pub fn reached_by(&self, relation: &Relation) -> Vec<&'a Role> {
        let mut roles = self.entering(relation);
        roles.retain(|it| relation.is_granted_to(it));
        roles
    }

    /// Returns those of [`Self::reached_by`] that can read the relation or a
    /// column of it.
    pub fn read_by(&self, relation: &Relation) -> Vec<&'a Role> {
        let mut roles = self.reached_by(relation);
        roles.retain(|it| relation.grants_any(&it.name, "SELECT"));
        roles
    }

    /// Returns the API's roles that policies hold for and that may call the
    /// routine by its name.
    pub fn callers_of(&self, routine: &Routine) -> Vec<&'a Role> {
        let schema = self.facts.schema(routine.qualified.schema.as_str());
        self.facts
            .bound_roles()
            .filter(|role| {
                routine.execute.contains(&role.name)
                    && schema.is_some_and(|it| it.usage.contains(&role.name))
            })
            .collect()
    }

    /// Returns whether the contract waives a rule for an object.
    pub fn waives(&self, rule: &Rule, object: &str) -> bool {
        self.contract.is_some_and(|it| {
            it.waive
                .iter()
                .any(|it| it.get_ref().covers(rule.id, rule.name, object))
        })
    }
}
