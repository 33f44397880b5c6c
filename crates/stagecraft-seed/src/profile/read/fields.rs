//! Tables of TOML whose keys are known.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::ProfileError;
use super::super::near::did_you_mean;
use super::super::place::Place;

/// A value and where it stands.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// An entry of a table: the key and its place, the value.
pub(super) type Entry<'r> = (&'r str, Range<usize>, &'r Value<'r>);

/// Returns the entries of a table in the order of the file.
pub(super) fn entries<'r>(table: &'r DeTable<'r>) -> Vec<Entry<'r>> {
    let mut entries: Vec<Entry<'r>> = table
        .iter()
        .map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
        .collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

/// Returns the table that a value is.
pub(super) fn table<'r>(
    place: &Place<'_>,
    value: &'r Value<'r>,
    what: &str,
) -> Result<&'r DeTable<'r>, ProfileError> {
    value.get_ref().as_table().ok_or_else(|| {
        let found = value.get_ref().type_str();
        place.error(
            value.span(),
            format!("{what} is a table, not {} {found}", article(found)),
        )
    })
}

/// Refuses keys that are not known.
pub(super) fn refuse_unknown(
    place: &Place<'_>,
    table: &DeTable<'_>,
    what: &str,
    known: &[&str],
) -> Result<(), ProfileError> {
    for (key, span, _) in entries(table) {
        if !known.contains(&key) {
            return Err(unknown(place, key, span, what, known));
        }
    }
    Ok(())
}

/// Returns the error about a key that is not known.
pub(super) fn unknown(
    place: &Place<'_>,
    key: &str,
    span: Range<usize>,
    what: &str,
    known: &[&str],
) -> ProfileError {
    let meant = did_you_mean(key, known.iter().copied())
        .unwrap_or_else(|| format!("there are {}", known.join(", ")));
    place.error(span, format!("{what} has no `{key}`; {meant}"))
}

pub(super) fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}
