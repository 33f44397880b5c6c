//! Which oid an object had: what a rename leaves alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Kind, ObjectId};

/// What a server knows an object by. Means something only beside another
/// identity of the same database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// The oid in the catalog of the object's kind.
    pub oid: u32,
    /// The attribute number of a column; 0 for anything else.
    pub part: i32,
}

/// The identities of a snapshot's objects; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Identities {
    by_object: Arc<BTreeMap<ObjectId, Identity>>,
    by_identity: Arc<BTreeMap<(Kind, Identity), ObjectId>>,
}

impl Identities {
    /// Returns what the server knew an object by.
    pub fn of(&self, object: &ObjectId) -> Option<Identity> {
        self.by_object.get(object).copied()
    }

    /// Returns the object of a kind that the server knew by an identity.
    pub fn object(&self, kind: Kind, identity: Identity) -> Option<&ObjectId> {
        self.by_identity.get(&(kind, identity))
    }

    /// Visits every object with its identity, by kind and identity.
    pub fn iter(&self) -> impl Iterator<Item = (&ObjectId, Identity)> {
        self.by_identity
            .iter()
            .map(|((_, identity), object)| (object, *identity))
    }

    /// Visits the objects of a kind with their identities.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&ObjectId, Identity)> {
        self.by_identity
            .range(
                (
                    kind,
                    Identity {
                        oid: 0,
                        part: i32::MIN,
                    },
                )..,
            )
            .take_while(move |((it, _), _)| *it == kind)
            .map(|((_, identity), object)| (object, *identity))
    }

    /// Visits the columns of a relation by number.
    pub(crate) fn parts(
        &self,
        kind: Kind,
        oid: u32,
    ) -> impl Iterator<Item = (&ObjectId, Identity)> {
        self.by_identity
            .range((kind, Identity { oid, part: 0 })..)
            .take_while(move |((it, identity), _)| *it == kind && identity.oid == oid)
            .map(|((_, identity), object)| (object, *identity))
    }

    pub(crate) fn insert(&mut self, object: ObjectId, identity: Identity) {
        Arc::make_mut(&mut self.by_identity).insert((object.kind, identity), object.clone());
        Arc::make_mut(&mut self.by_object).insert(object, identity);
    }

    pub(crate) fn remove(&mut self, object: &ObjectId) {
        if let Some(identity) = self.of(object) {
            Arc::make_mut(&mut self.by_object).remove(object);
            Arc::make_mut(&mut self.by_identity).remove(&(object.kind, identity));
        }
    }
}
