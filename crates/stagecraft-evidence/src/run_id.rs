//! The name of one run: when it began, and eight hex digits of chance.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::str::FromStr;

use jiff::Timestamp;
use jiff::fmt::strtime;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run's id, for example `20261123T214342Z-1a2b3c4d`: sorts by time, and
/// fits every file system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunId(String);

impl RunId {
    /// Returns a new id for a run that began at `started`.
    pub fn new(started: Timestamp) -> Self {
        // The keys of std's hasher come from the system's randomness.
        let [a, b, c, d, ..] = RandomState::new()
            .hash_one(std::process::id())
            .to_le_bytes();
        Self::from_parts(started, u32::from_le_bytes([a, b, c, d]))
    }

    /// Returns the id of these two; the same parts give the same id.
    pub fn from_parts(started: Timestamp, chance: u32) -> Self {
        let time = started.strftime("%Y%m%dT%H%M%SZ");
        Self(format!("{time}-{chance:08x}"))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The text is not a run id.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a run id such as `20261123T214342Z-1a2b3c4d`")]
pub struct RunIdParseError(String);

impl FromStr for RunId {
    type Err = RunIdParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let valid = text.split_once('-').is_some_and(|(time, chance)| {
            time.len() == 16
                && strtime::parse("%Y%m%dT%H%M%SZ", time).is_ok()
                && chance.len() == 8
                && chance
                    .bytes()
                    .all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it))
        });
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(RunIdParseError(text.to_owned()))
        }
    }
}

impl Serialize for RunId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RunId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_give_the_same_id_and_it_parses() {
        let started: Timestamp = "2026-02-03T04:05:06.789Z".parse().unwrap();
        let id = RunId::from_parts(started, 0xab);
        assert_eq!(id.as_str(), "20260203T040506Z-000000ab");
        assert_eq!(id.as_str().parse::<RunId>().unwrap(), id);
        assert_ne!(RunId::new(started), RunId::new(started));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "20260203T040506Z",
            "20260203T040506Z-0000000G",
            "20261303T040506Z-000000ab",
            "../../etc-000000ab",
        ] {
            assert!(text.parse::<RunId>().is_err(), "{text}");
        }
    }
}
