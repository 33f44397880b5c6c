//! What every kind of object can do, and a collection of one kind.

use std::collections::{BTreeMap, btree_map};
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use stagecraft_model::{Digest, Digester, Ident, QualifiedName};

use crate::{Acl, Kind, ObjectId, ObjectKey};

/// One object of a database, with every property that its users can see.
///
/// An object is logical: no oid, no attribute number, nothing that depends on
/// when or where it was made.
pub trait Object:
    Clone + PartialEq + fmt::Debug + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The kind.
    const KIND: Kind;
    /// The query that reads all of them, to be put behind the common part.
    const SQL: &'static str;
    /// For a kind that few databases use: the condition, in SQL, under which
    /// there may be any. Only then is the query sent.
    const PRESENT: Option<&'static str> = None;
    /// What it is called, within its kind.
    type Name: ObjectKey;

    /// Returns its name.
    fn name(&self) -> Self::Name;

    /// Returns the relation or domain that it comes and goes with.
    fn belongs_to(&self) -> Option<QualifiedName> {
        None
    }

    /// Returns its owner, if its kind has one.
    fn owner(&self) -> Option<&Ident> {
        None
    }

    /// Returns who may do what with it, if its kind says.
    fn acl(&self) -> Option<&Acl> {
        None
    }

    /// Returns its comment.
    fn comment(&self) -> Option<&str> {
        None
    }

    /// Returns its kind and name.
    fn id(&self) -> ObjectId {
        ObjectId {
            kind: Self::KIND,
            name: self.name().into(),
        }
    }
}

/// What most kinds have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facets<'a> {
    /// The owner.
    pub owner: Option<&'a Ident>,
    /// Who may do what.
    pub acl: Option<&'a Acl>,
    /// The comment.
    pub comment: Option<&'a str>,
}

/// All objects of one kind, by name.
///
/// Snapshots of one database share what they have in common, so a clone costs
/// nothing. A document holds the objects as a list, since a name is not always
/// text.
#[derive(Clone)]
pub struct Collection<T: Object>(Arc<BTreeMap<T::Name, Arc<Entry<T>>>>);

/// An object and its digest, computed when first asked for.
struct Entry<T> {
    object: T,
    digest: OnceLock<Digest>,
}

impl<T> Deref for Entry<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}

/// The objects of a collection, ordered by name.
pub struct Iter<'a, T: Object>(btree_map::Values<'a, T::Name, Arc<Entry<T>>>);

impl<T: Object> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, T: Object> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.0.next().map(|it| &it.object)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T: Object> Collection<T> {
    /// Returns the object of this name.
    pub fn get(&self, name: &T::Name) -> Option<&T> {
        self.0.get(name).map(|it| &it.object)
    }

    /// Returns whether there is an object of this name.
    pub fn contains(&self, name: &T::Name) -> bool {
        self.0.contains_key(name)
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Visits all, ordered by name.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.0.values())
    }

    /// Visits all names, in order.
    pub fn names(&self) -> impl Iterator<Item = &T::Name> {
        self.0.keys()
    }

    /// Visits all from this name on, with their names.
    pub fn range(&self, first: T::Name) -> impl Iterator<Item = (&T::Name, &T)> {
        self.0.range(first..).map(|(name, it)| (name, &it.object))
    }

    /// Adds or replaces one.
    pub fn insert(&mut self, object: T) {
        let entry = Entry {
            object,
            digest: OnceLock::new(),
        };
        Arc::make_mut(&mut self.0).insert(entry.name(), Arc::new(entry));
    }

    /// Removes the object of this name, if there is one.
    pub fn remove(&mut self, name: &T::Name) {
        if self.contains(name) {
            Arc::make_mut(&mut self.0).remove(name);
        }
    }

    /// Visits the pairs of both collections that are not the very same object
    /// in memory: what is left out is equal, what is visited may be.
    pub(crate) fn beside<'a>(
        &'a self,
        after: &'a Self,
    ) -> impl Iterator<Item = (&'a T::Name, Option<&'a T>, Option<&'a T>)> {
        let same = Arc::ptr_eq(&self.0, &after.0);
        let old = self
            .0
            .iter()
            .filter(move |_| !same)
            .filter_map(|(name, old)| {
                let new = after.0.get(name);
                let is_shared = new.is_some_and(|new| Arc::ptr_eq(old, new));
                (!is_shared).then(|| (name, Some(&old.object), new.map(|it| &it.object)))
            });
        let new = after.0.iter().filter(move |_| !same);
        let created = new
            .filter(|(name, _)| !self.contains(name))
            .map(|(name, new)| (name, None, Some(&new.object)));
        old.chain(created)
    }

    /// Returns the digest of every object's canonical JSON, by name.
    pub(crate) fn digest(&self) -> Digest {
        let mut digester = Digester::new();
        for entry in self.0.values() {
            let digest = entry.digest.get_or_init(|| {
                // Objects hold text, numbers and lists: serialising cannot fail.
                Digest::of(serde_json::to_vec(&entry.object).unwrap_or_default())
            });
            digester.field(digest.as_bytes());
        }
        digester.finish()
    }
}

impl<T: Object> Default for Collection<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Object> PartialEq for Collection<T> {
    fn eq(&self, other: &Self) -> bool {
        self.beside(other).all(|(_, old, new)| old == new)
    }
}

impl<T: Object> fmt::Debug for Collection<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Object> FromIterator<T> for Collection<T> {
    fn from_iter<I: IntoIterator<Item = T>>(objects: I) -> Self {
        let mut collection = Self::default();
        for object in objects {
            collection.insert(object);
        }
        collection
    }
}

impl<'a, T: Object> IntoIterator for &'a Collection<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Object> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Object> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<T>::deserialize(deserializer)?.into_iter().collect())
    }
}
