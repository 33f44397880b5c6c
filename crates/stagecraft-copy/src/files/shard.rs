//! One of several equal parts of a job.

use std::ops::Range;

use crate::Error;

/// One of several equal parts, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which one.
    pub index: u64,
    /// Of how many.
    pub count: u64,
}

/// The whole.
impl Default for Shard {
    fn default() -> Self {
        Self { index: 1, count: 1 }
    }
}

impl Shard {
    pub(super) fn check(self) -> Result<(), Error> {
        if (1..=self.count).contains(&self.index) {
            return Ok(());
        }
        Err(Error::NoSuchShard {
            index: self.index,
            count: self.count,
        })
    }

    pub(super) fn is_first(self) -> bool {
        self.index == 1
    }

    /// Returns its contiguous part of so many things.
    pub(super) fn of(self, total: u64) -> Range<u64> {
        self.border(total, self.index - 1)..self.border(total, self.index)
    }

    fn border(self, total: u64, index: u64) -> u64 {
        let border = u128::from(total) * u128::from(index) / u128::from(self.count);
        u64::try_from(border).unwrap_or(total)
    }

    /// Returns a file's name with the shard in it.
    pub(super) fn file_name(self, stem: &str, extension: &str) -> String {
        if self.count == 1 {
            format!("{stem}.{extension}")
        } else {
            // As many digits as the last one has: names sort in order.
            let width = self.count.to_string().len();
            format!(
                "{stem}.{:0width$}-of-{}.{extension}",
                self.index, self.count
            )
        }
    }
}
