//! Subscriptions.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use super::{is_false, nullable};
use crate::{Kind, Object};

/// A subscription; how it connects is a secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subscription {
    /// The name.
    pub name: Ident,
    /// The owner.
    pub owner: Ident,
    /// Whether it runs.
    #[serde(default, skip_serializing_if = "is_false")]
    pub enabled: bool,
    /// The publications, ordered by name.
    #[serde(
        default,
        deserialize_with = "nullable",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub publications: Vec<Ident>,
    /// The replication slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<Ident>,
    /// `synchronous_commit` of its workers.
    pub synchronous_commit: String,
    /// Whether values come in binary form.
    #[serde(default, skip_serializing_if = "is_false")]
    pub binary: bool,
    /// Whether open transactions are streamed: `on`, `parallel`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streaming: Option<String>,
    /// Whether prepared transactions are.
    #[serde(default, skip_serializing_if = "is_false")]
    pub two_phase: bool,
    /// Whether an error stops it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub disable_on_error: bool,
    /// Whether others than superusers may connect without a password, since PostgreSQL 16.
    #[serde(default, skip_serializing_if = "is_false")]
    pub trusted: bool,
    /// Whether changes are made as its owner, since PostgreSQL 16.
    #[serde(default, skip_serializing_if = "is_false")]
    pub run_as_owner: bool,
    /// Which changes it asks for, since PostgreSQL 16.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Whether its slot survives a failover, since PostgreSQL 17.
    #[serde(default, skip_serializing_if = "is_false")]
    pub failover: bool,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Object for Subscription {
    const KIND: Kind = Kind::Subscription;
    const SQL: &'static str = include_str!("subscription.sql");
    const PRESENT: Option<&'static str> = Some("exists (select from pg_catalog.pg_subscription)");
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
