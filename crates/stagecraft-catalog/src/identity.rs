//! Which oid an object had: what a rename leaves alone.

use std::collections::BTreeMap;

use crate::{Kind, ObjectId};

/// What a server knows an object by. Means something only beside another
/// identity of the same database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// The oid in the catalog of the object's kind.
    pub oid: u32,
    /// The attribute number of a column; 0 for anything else.
    pub part: i32,
}

/// The identities of a snapshot's objects.
#[derive(Debug, Clone, Default)]
pub struct Identities(BTreeMap<ObjectId, Identity>);

impl Identities {
    /// Returns what the server knew an object by.
    pub fn of(&self, object: &ObjectId) -> Option<Identity> {
        self.0.get(object).copied()
    }

    /// Returns the objects by what the server knew them by.
    pub fn objects(&self) -> BTreeMap<(Kind, Identity), &ObjectId> {
        let pairs = self.0.iter();
        pairs
            .map(|(object, identity)| ((object.kind, *identity), object))
            .collect()
    }

    pub(crate) fn insert(&mut self, object: ObjectId, identity: Identity) {
        self.0.insert(object, identity);
    }
}
