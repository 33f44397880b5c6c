//! What the catalogs say about row security: read once, in one round trip.
//!
//! [`Facts`] is a value; rules, probes, mutants and drafts are made from it
//! without asking the server again.

mod catalog;
mod policy;
mod read;
mod relation;
mod role;
mod routine;

pub use catalog::{
    Bucket, DefaultPrivilege, InstalledExtension, PublishedRelation, SchemaFacts, Server,
};
pub use policy::{Clause, Policy, PolicyCommand};
pub use read::read;
pub use relation::{
    AclEntry, ColumnFacts, ColumnGrants, ForeignKey, IndexFacts, Relation, RelationKind,
    TriggerFacts,
};
pub use role::Role;
pub use routine::Routine;

use serde::{Deserialize, Serialize};
use stagecraft_model::QualifiedName;

/// What the catalogs say about row security.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The server, and who asked it.
    pub server: Server,
    /// All roles of the cluster, by name.
    pub roles: Vec<Role>,
    /// All schemas but the system's, by name.
    pub schemas: Vec<SchemaFacts>,
    /// All tables, views, materialized views and foreign tables of those schemas.
    pub relations: Vec<Relation>,
    /// All policies.
    pub policies: Vec<Policy>,
    /// All functions and procedures of those schemas.
    pub routines: Vec<Routine>,
    /// What new objects are granted to whom.
    pub default_privileges: Vec<DefaultPrivilege>,
    /// What is published.
    pub publications: Vec<PublishedRelation>,
    /// What is installed.
    pub extensions: Vec<InstalledExtension>,
    /// Buckets of the storage; empty where there is none, or the runner may not
    /// read them.
    pub buckets: Vec<Bucket>,
}

impl Facts {
    /// Returns the relation of this name.
    pub fn relation(&self, name: &QualifiedName) -> Option<&Relation> {
        self.relations.iter().find(|it| it.name == *name)
    }

    /// Returns the policies of a relation.
    pub fn policies_of<'a>(&'a self, name: &'a QualifiedName) -> impl Iterator<Item = &'a Policy> {
        self.policies.iter().filter(move |it| it.relation == *name)
    }

    /// Returns the role of this name.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|it| it.name == name)
    }

    /// Returns the roles that the outside can become.
    pub fn api_roles(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter().filter(|it| it.api)
    }

    /// Returns the roles that the outside can become and that policies hold for.
    pub fn bound_roles(&self) -> impl Iterator<Item = &Role> {
        self.api_roles().filter(|it| !it.bypasses())
    }

    /// Returns the routine with this identity, as `regprocedure` writes it with
    /// an empty search path.
    pub fn routine(&self, identity: &str) -> Option<&Routine> {
        self.routines.iter().find(|it| it.identity == identity)
    }

    /// Returns the schema of this name.
    pub fn schema(&self, name: &str) -> Option<&SchemaFacts> {
        self.schemas.iter().find(|it| it.name == name)
    }
}
