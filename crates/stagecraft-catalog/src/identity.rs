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

/// The identities of a snapshot's objects, both ways.
#[derive(Debug, Clone, Default)]
pub struct Identities {
    of: BTreeMap<ObjectId, Identity>,
    objects: BTreeMap<(Kind, Identity), ObjectId>,
}

impl Identities {
    /// Returns what the server knew an object by.
    pub fn of(&self, object: &ObjectId) -> Option<Identity> {
        self.of.get(object).copied()
    }

    /// Returns the object of a kind that the server knew by this identity.
    pub fn object(&self, kind: Kind, identity: Identity) -> Option<&ObjectId> {
        self.objects.get(&(kind, identity))
    }

    pub(crate) fn insert(&mut self, object: ObjectId, identity: Identity) {
        self.objects.insert((object.kind, identity), object.clone());
        self.of.insert(object, identity);
    }
}
