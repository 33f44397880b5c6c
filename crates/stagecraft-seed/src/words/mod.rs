//! Frozen lists of words: what a seed draws from must be the same next year.
//!
//! One word per line in plain text files; a test pins each file's BLAKE3.

mod list;
mod people;
mod places;

pub(crate) use list::*;
pub(crate) use people::{FIRST_NAMES, LAST_NAMES, Name};
pub(crate) use places::{CITIES, COUNTRIES, City, Country};

/// Returns the `index`-th thing, again from the start after the last.
pub(crate) fn nth<T>(list: &'static [T], index: u64) -> Option<&'static T> {
    let count = list.len() as u64;
    let index = if index < count {
        index
    } else {
        index.checked_rem(count)?
    };
    list.get(usize::try_from(index).ok()?)
}
