//! What every kind of object can do, and a collection of one kind.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use stagecraft_model::QualifiedName;

use crate::{Kind, ObjectId, ObjectName};

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
    type Name: Ord + Clone + fmt::Debug + Into<ObjectName> + Send + Sync;

    /// Returns its name.
    fn name(&self) -> Self::Name;

    /// Returns the relation or domain that it comes and goes with.
    fn belongs_to(&self) -> Option<QualifiedName> {
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

/// All objects of one kind, by name.
///
/// A document holds them as a list, since a name is not always text.
#[derive(Clone, PartialEq)]
pub struct Collection<T: Object>(BTreeMap<T::Name, T>);

impl<T: Object> Collection<T> {
    /// Returns the object of this name.
    pub fn get(&self, name: &T::Name) -> Option<&T> {
        self.0.get(name)
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
    pub fn iter(&self) -> std::collections::btree_map::Values<'_, T::Name, T> {
        self.0.values()
    }

    /// Adds or replaces one.
    pub fn insert(&mut self, object: T) {
        self.0.insert(object.name(), object);
    }

    /// Returns the map behind it.
    pub fn by_name(&self) -> &BTreeMap<T::Name, T> {
        &self.0
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.values_mut()
    }
}

impl<T: Object> Default for Collection<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Object> fmt::Debug for Collection<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Object> FromIterator<T> for Collection<T> {
    fn from_iter<I: IntoIterator<Item = T>>(objects: I) -> Self {
        Self(objects.into_iter().map(|it| (it.name(), it)).collect())
    }
}

impl<'a, T: Object> IntoIterator for &'a Collection<T> {
    type Item = &'a T;
    type IntoIter = std::collections::btree_map::Values<'a, T::Name, T>;

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
