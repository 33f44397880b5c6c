//! Row types of relations and array types, where somebody granted or said
//! something: grants and comment are all there is of them, they come and go with
//! what they are of.

use stagecraft_catalog::{ImplicitType, Object as _, ObjectId, Snapshot};

use super::{Change, Restore};
use crate::context::Context;
use crate::facets;
use crate::grants::{self, Scale};

impl Restore for ImplicitType {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        Vec::new()
    }

    /// Statements that take grants and comment back come from `undo`.
    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        None
    }

    fn alter(&self, _from: &Self, _context: &Context<'_>) -> Change {
        Change::Alter(Vec::new())
    }
}

/// Returns what gives a type the grants that it came with, and no comment.
pub(super) fn as_it_came(object: &ObjectId, snapshot: &Snapshot) -> Vec<String> {
    let mut sql = Vec::new();
    let types = snapshot.implicit_types.iter();
    let Some(it) = types.into_iter().find(|it| it.id() == *object) else {
        return sql;
    };
    let owner = facets::owner_of(object, snapshot);
    // What no relation has is an array: its grants are those of its elements.
    if let Some(owner) = owner {
        let version = snapshot.server_version_num;
        let usual = grants::by_the_server(Scale::Usage, &owner, version);
        sql.extend(grants::statements(
            &format!("type {}", it.name()),
            None,
            Scale::Usage,
            (&it.acl, &usual),
            (&owner, version),
        ));
    }
    if it.comment.is_some() {
        sql.extend(facets::comment_on(object, snapshot, None));
    }
    sql
}
