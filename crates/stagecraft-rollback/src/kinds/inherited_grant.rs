//! Grants on what an extension or the server owns.

use stagecraft_catalog::{Acl, InheritedGrant, Snapshot};
use stagecraft_model::Ident;

use super::{Change, Restore};
use crate::context::Context;
use crate::grants::{self, Scale};

impl Restore for InheritedGrant {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        self.statements(&self.initial, &self.acl, context.before)
    }

    /// Statements that take it back come from `undo`: there may be several.
    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        None
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        Change::Alter(self.statements(&from.acl, &self.acl, context.before))
    }
}

/// What grants on another's object say and take back.
pub(crate) trait Foreign {
    /// Statements that turn grants into others.
    fn statements(&self, from: &Acl, to: &Acl, snapshot: &Snapshot) -> Vec<String>;
}

impl Foreign for InheritedGrant {
    fn statements(&self, from: &Acl, to: &Acl, snapshot: &Snapshot) -> Vec<String> {
        let qualified = match &self.schema {
            Some(schema) => format!("{schema}.{}", self.name),
            None => self.name.to_string(),
        };
        let detail = self.detail.as_deref().unwrap_or("");
        let (scale, target, column) = match self.object.as_str() {
            "table" => (Scale::Table, format!("table {qualified}"), None),
            "column" => (
                Scale::Column,
                format!("table {qualified}"),
                Some(Ident::new(detail)),
            ),
            "sequence" => (Scale::Sequence, format!("sequence {qualified}"), None),
            "routine" => (
                Scale::Routine,
                format!("routine {qualified}({detail})"),
                None,
            ),
            "type" => (Scale::Type, format!("type {qualified}"), None),
            "schema" => (Scale::Schema, format!("schema {}", self.name), None),
            "foreign-data wrapper" => {
                let target = format!("foreign data wrapper {}", self.name);
                (Scale::Foreign, target, None)
            }
            "foreign server" => (
                Scale::Foreign,
                format!("foreign server {}", self.name),
                None,
            ),
            "language" => (Scale::Usage, format!("language {}", self.name), None),
            word => (Scale::Other, format!("{word} {}", self.name), None),
        };
        // Whoever granted most is the owner: the server does not say here.
        let owner = self
            .initial
            .grants()
            .keys()
            .chain(to.grants().keys())
            .chain(from.grants().keys())
            .map(|it| it.grantor.clone())
            .next();
        let Some(owner) = owner else {
            return Vec::new();
        };
        grants::statements(
            &target,
            column.as_ref(),
            scale,
            (from, to),
            (&owner, snapshot.server_version_num),
        )
    }
}
