//! What stands beside relations: the server, schemas, defaults, publications,
//! extensions, buckets of the storage.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

/// The server, and who asked it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// `server_version_num`, as 150013.
    pub version: u32,
    /// The role that asked.
    pub runner: String,
    /// Whether policies never hold for that role.
    pub runner_bypasses: bool,
}

impl Server {
    /// Returns the major version.
    pub fn major(&self) -> u32 {
        self.version / 10_000
    }
}

/// A schema, and who may enter it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemaFacts {
    /// The name.
    pub name: String,
    /// API roles with USAGE.
    pub usage: Vec<String>,
    /// API roles with CREATE.
    pub create: Vec<String>,
}

/// One line of `ALTER DEFAULT PRIVILEGES`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultPrivilege {
    /// Whose new objects.
    pub owner: String,
    /// In which schema; absent for all.
    pub schema: Option<String>,
    /// `r` relations, `S` sequences, `f` functions, `T` types, `n` schemas.
    pub objects: char,
    /// Who gets it; `public` is everybody.
    pub grantee: String,
    /// What.
    pub privilege: String,
}

/// A relation in a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRelation {
    /// The publication.
    pub name: String,
    /// The relation's schema.
    pub schema: Ident,
    /// The relation's name.
    pub relation: Ident,
}

impl PublishedRelation {
    /// Returns the relation.
    pub fn relation(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.relation.clone(),
        }
    }
}

/// An extension of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledExtension {
    /// The name.
    pub name: String,
    /// Where its objects are.
    pub schema: String,
    /// The version that is installed.
    pub version: String,
    /// The version that would be installed today.
    pub default_version: Option<String>,
}

/// A bucket of the storage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// The id.
    pub id: String,
    /// Whether its files are served to everybody by their address.
    pub public: bool,
}
