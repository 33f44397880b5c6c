//! What a column's values depend on apart from the row: the seed and its name.

use super::mix::mix;

/// The version of everything that turns a key and a row into a value. Raised
/// when rows of the same seed are no longer the same.
pub(crate) const ENGINE: u32 = 1;

/// A seed and a name such as `public.users.email`.
///
/// Names and not positions: adding a column moves no other column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key([u32; 2]);

impl Key {
    pub(crate) fn of(seed: u64, name: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&ENGINE.to_le_bytes());
        hasher.update(&seed.to_le_bytes());
        hasher.update(name.as_bytes());
        let mut bytes = hasher.finalize_xof();
        let mut words = [[0; 4]; 2];
        for word in &mut words {
            bytes.fill(word);
        }
        Self(words.map(u32::from_le_bytes))
    }

    /// Returns the key of one of many things that share this name.
    pub(crate) fn at(self, number: u64) -> Self {
        let bits = self.hash(number);
        let word = |it: u64| u32::try_from(it & u64::from(u32::MAX)).unwrap_or_default();
        Self([word(bits), word(bits >> 32)])
    }

    /// Returns 64 bits that depend on the key and a number.
    pub(crate) fn hash(self, number: u64) -> u64 {
        // Twice: key and number reach every bit.
        mix(mix(self.bits() ^ 0x9e37_79b9_7f4a_7c15).wrapping_add(mix(number.wrapping_add(1))))
    }

    pub(super) fn words(self) -> [u32; 2] {
        self.0
    }

    /// Returns both words as one.
    pub(super) fn bits(self) -> u64 {
        let [low, high] = self.0;
        u64::from(high) << 32 | u64::from(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seed_and_name_both_count() {
        let key = Key::of(1, "public.users.email");
        assert_eq!(key, Key::of(1, "public.users.email"));
        assert_ne!(key, Key::of(2, "public.users.email"));
        assert_ne!(key, Key::of(1, "public.users.name"));
    }

    #[test]
    fn keys_are_frozen() {
        assert_eq!(
            format!("{:016x}", Key::of(7, "public.users.email").bits()),
            "2bec7d5d8392f9a9"
        );
    }
}
