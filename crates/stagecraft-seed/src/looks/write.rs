//! From a look to a text.

use super::look::Look;
use super::row::RowLook;
use super::{coded, listed, people, prose, things};
use crate::words::{CATEGORIES, COLOURS, DEPARTMENTS, JOB_TITLES, NOUNS, STATUSES};

impl Look {
    /// Appends a text of at most `longest` characters.
    ///
    /// Texts of distinct numbers below [`Look::domain`] are distinct; without a
    /// number, texts repeat as they do in life.
    pub(crate) fn write(
        &self,
        row: &mut RowLook,
        number: Option<u64>,
        longest: Option<usize>,
        out: &mut String,
    ) {
        let (words, between): (&'static [&'static str], _) = match self {
            Self::Category => (&CATEGORIES, " "),
            Self::ColourName => (&COLOURS, " "),
            Self::Department => (&DEPARTMENTS, " "),
            Self::JobTitle => (&JOB_TITLES, " "),
            Self::Status => (&STATUSES, "-"),
            Self::Word => (&NOUNS, "-"),
            look => {
                if let Some(list) = listed::closed(look) {
                    return list.write(look, row, number, longest, out);
                }
                let _ = people::write(look, row, number, longest, out)
                    || prose::write(look, row, number, longest, out)
                    || things::write(look, row, number, longest, out)
                    || coded::write(look, row, number, longest, out);
                return;
            }
        };
        listed::open(words, self, between, row, number, longest, out);
    }
}
