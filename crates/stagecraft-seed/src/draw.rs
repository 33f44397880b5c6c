//! Values without a state: a number that depends on names and an ordinal only.
//!
//! Every column of every row can be computed alone, in any order, and adding a
//! column moves no other.

use crate::random::mix;

/// A point in the space of choices, named by the seed and a path of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Draw(u64);

impl Draw {
    /// Returns the point of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        Self(mix(seed ^ 0x5374_6167_6563_7261))
    }

    /// Returns the point below this one that has a name.
    pub(crate) fn named(self, name: &str) -> Self {
        let mut hash = self.0 ^ 0xcbf2_9ce4_8422_2325;
        for byte in name.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(mix(hash))
    }

    /// Returns the point below this one that has a number.
    pub(crate) fn at(self, number: usize) -> Self {
        let step = (number as u64).wrapping_add(1);
        Self(mix(self
            .0
            .wrapping_add(step.wrapping_mul(0x9e37_79b9_7f4a_7c15))))
    }

    /// Returns all 64 bits.
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// Returns a number below `count`; 0 when that is 0.
    pub(crate) fn below(self, count: usize) -> usize {
        match count as u64 {
            0 => 0,
            count => usize::try_from(self.0 % count).unwrap_or_default(),
        }
    }

    /// Returns that many lower-case hexadecimal digits.
    pub(crate) fn hex(self, digits: usize) -> String {
        let mut text = String::with_capacity(digits + 16);
        let mut block = 0;
        while text.len() < digits {
            text.push_str(&format!("{:016x}", self.at(block).bits()));
            block += 1;
        }
        text.truncate(digits);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_value() {
        let column = Draw::of(1).named("public.notes").named("title");
        assert_eq!(
            column.at(3),
            Draw::of(1).named("public.notes").named("title").at(3)
        );
        assert_ne!(column.at(3), column.at(4));
        assert_ne!(
            column.at(3),
            Draw::of(2).named("public.notes").named("title").at(3)
        );
        assert_eq!(column.hex(40).len(), 40);
        let drawn: Vec<_> = (0..64).map(|it| column.at(it).below(4)).collect();
        assert!((0..4).all(|it| drawn.contains(&it)));
    }
}
