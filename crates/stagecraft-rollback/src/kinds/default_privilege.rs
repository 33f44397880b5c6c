//! Default privileges.

use stagecraft_catalog::{Acl, DefaultObjects, DefaultPrivilege, Snapshot};

use super::{Change, Restore};
use crate::context::Context;
use crate::grants::{self, Scale};

impl Restore for DefaultPrivilege {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let from = self.nothing(context.before);
        self.statements(&from, &self.acl, context.before)
    }

    /// Statements that take it away come from `alter`: there may be several.
    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        None
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        Change::Alter(self.statements(&from.acl, &self.acl, context.before))
    }
}

/// What an entry of default privileges says and takes back.
pub(crate) trait Entry {
    /// The grants that hold without the entry.
    fn nothing(&self, snapshot: &Snapshot) -> Acl;

    /// Statements that turn grants into others.
    fn statements(&self, from: &Acl, to: &Acl, snapshot: &Snapshot) -> Vec<String>;
}

impl Entry for DefaultPrivilege {
    fn nothing(&self, snapshot: &Snapshot) -> Acl {
        if self.schema.is_some() {
            return Acl::default();
        }
        grants::by_the_server(scale(self.objects), &self.role, snapshot.server_version_num)
    }

    fn statements(&self, from: &Acl, to: &Acl, snapshot: &Snapshot) -> Vec<String> {
        let scope = self
            .schema
            .as_ref()
            .map_or_else(String::new, |it| format!(" in schema {it}"));
        let prefix = format!("alter default privileges for role {}{scope}", self.role);
        let version = snapshot.server_version_num;
        grants::statements(
            self.objects.as_str(),
            None,
            scale(self.objects),
            (from, to),
            (&self.role, version),
        )
        .into_iter()
        .map(|sql| format!("{prefix} {sql}"))
        .collect()
    }
}

fn scale(objects: DefaultObjects) -> Scale {
    match objects {
        DefaultObjects::Tables => Scale::Table,
        DefaultObjects::Sequences => Scale::Sequence,
        DefaultObjects::Functions => Scale::Routine,
        DefaultObjects::Types => Scale::Type,
        DefaultObjects::Schemas => Scale::Schema,
        DefaultObjects::LargeObjects => Scale::Other,
    }
}
