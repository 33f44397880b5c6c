//! Event triggers.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Ident, QualifiedName};

use super::{nullable};
use crate::{Enabled, Kind, Object};

/// An event trigger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventTrigger {
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// The event.
    pub event: String,
    /// The commands that it is for; empty is all.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What it calls.
    pub function: QualifiedName,
    /// When it fires.
    pub enabled: Enabled,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for EventTrigger {
    const KIND: Kind = Kind::EventTrigger;
    const SQL: &'static str = include_str!("event_trigger.sql");
    type Name = Ident;

    fn name(&self) -> Ident {
        self.name.clone()
    }

    fn owner(&self) -> Option<&Ident> {
        Some(&self.owner)
    }

    fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }
}
