//! Storage parameters and the like: `name=value`, by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Storage parameters, settings of a function, options of a foreign table.
///
/// In documents a list of `name=value`, ordered by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options(BTreeMap<String, String>);

impl Options {
    /// Returns the values by name.
    pub fn by_name(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// Returns whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|(name, value)| format!("{name}={value}")))
    }
}

/// Reads `name=value` in any order; `null` is nothing.
impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Option::<Vec<String>>::deserialize(deserializer)?.unwrap_or_default();
        let pairs = items.iter().map(|item| {
            let (name, value) = item.split_once('=').unwrap_or((item, ""));
            (name.to_owned(), value.to_owned())
        });
        Ok(Self(pairs.collect()))
    }
}
