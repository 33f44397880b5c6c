//! What objects are called: by a name alone, in a schema, in a relation, by
//! their arguments.

use std::fmt;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use crate::Kind;

/// What belongs to a relation or a domain: a column, a constraint, a trigger,
/// a policy, a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MemberName {
    /// The schema of the relation.
    pub schema: Ident,
    /// The relation, or the domain.
    pub relation: Ident,
    /// The member.
    pub name: Ident,
}

impl MemberName {
    /// Returns the name of the relation.
    pub fn relation(&self) -> QualifiedName {
        QualifiedName {
            schema: self.schema.clone(),
            name: self.relation.clone(),
        }
    }
}

/// A routine's name and the types of its input arguments, as
/// `oidvectortypes()` writes them: `integer, text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Signature {
    /// The schema.
    pub schema: Ident,
    /// The routine.
    pub name: Ident,
    /// The types of the input arguments.
    pub arguments: String,
}

/// The name of any object; what a kind has no use for is absent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ObjectName {
    /// The schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<Ident>,
    /// The relation or domain that the object belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Ident>,
    /// The object.
    pub name: Ident,
    /// A routine's argument types, or what else tells objects of one name
    /// apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arguments: Option<String>,
}

impl fmt::Display for ObjectName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(formatter, "{schema}.")?;
        }
        if let Some(relation) = &self.relation {
            write!(formatter, "{relation}.")?;
        }
        self.name.fmt(formatter)?;
        match &self.arguments {
            Some(arguments) => write!(formatter, "({arguments})"),
            None => Ok(()),
        }
    }
}

impl From<Ident> for ObjectName {
    fn from(name: Ident) -> Self {
        Self {
            schema: None,
            relation: None,
            name,
            arguments: None,
        }
    }
}

impl From<QualifiedName> for ObjectName {
    fn from(name: QualifiedName) -> Self {
        Self {
            schema: Some(name.schema),
            relation: None,
            name: name.name,
            arguments: None,
        }
    }
}

impl From<MemberName> for ObjectName {
    fn from(name: MemberName) -> Self {
        Self {
            schema: Some(name.schema),
            relation: Some(name.relation),
            name: name.name,
            arguments: None,
        }
    }
}

impl From<Signature> for ObjectName {
    fn from(name: Signature) -> Self {
        Self {
            schema: Some(name.schema),
            relation: None,
            name: name.name,
            arguments: Some(name.arguments),
        }
    }
}

/// What an object is called within its kind; every kind has names of one of
/// these types.
pub trait ObjectKey: Ord + Clone + fmt::Debug + Into<ObjectName> + Send + Sync + 'static {
    /// Reads the name back; `None` when it is not one of this type.
    fn of_name(name: &ObjectName) -> Option<Self>;
}

impl ObjectKey for Ident {
    fn of_name(name: &ObjectName) -> Option<Self> {
        Some(name.name.clone())
    }
}

impl ObjectKey for QualifiedName {
    fn of_name(name: &ObjectName) -> Option<Self> {
        Some(Self {
            schema: name.schema.clone()?,
            name: name.name.clone(),
        })
    }
}

impl ObjectKey for MemberName {
    fn of_name(name: &ObjectName) -> Option<Self> {
        Some(Self {
            schema: name.schema.clone()?,
            relation: name.relation.clone()?,
            name: name.name.clone(),
        })
    }
}

impl ObjectKey for Signature {
    fn of_name(name: &ObjectName) -> Option<Self> {
        Some(Self {
            schema: name.schema.clone()?,
            name: name.name.clone(),
            arguments: name.arguments.clone()?,
        })
    }
}

impl ObjectKey for ObjectName {
    fn of_name(name: &ObjectName) -> Option<Self> {
        Some(name.clone())
    }
}

/// One object of a snapshot: its kind and its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ObjectId {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: ObjectName,
}

impl fmt::Display for ObjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.kind, self.name)
    }
}
