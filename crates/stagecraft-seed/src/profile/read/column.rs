//! What a profile says of one column.

use std::ops::Range;

use super::super::near::did_you_mean;
use super::super::place::Place;
use super::super::{ColumnProfile, ProfileError, Recipe};
use super::fields::{Value, refuse_unknown};
use super::{recipe, scalar};

/// What makes values; one of them at most.
const MAKERS: [&str; 8] = [
    "value",
    "one_of",
    "between",
    "like",
    "format",
    "histogram",
    "times",
    "after",
];

pub(super) fn read(
    place: &Place<'_>,
    name: &str,
    at: Range<usize>,
    value: &Value<'_>,
) -> Result<ColumnProfile, ProfileError> {
    let mut column = ColumnProfile {
        at: Some(place.span(at)),
        ..ColumnProfile::default()
    };
    if let Some(text) = scalar::text_of(value) {
        column.make = Some(Recipe::Value(Some(text)));
        return Ok(column);
    }
    let Some(table) = value.get_ref().as_table() else {
        let what = format!("`{name}`");
        return Err(scalar::other_type(
            place,
            value,
            &what,
            "a value, or a table such as { one_of = … }",
        ));
    };
    let known: Vec<&str> = MAKERS
        .into_iter()
        .chain(["null", "shape", "at_most"])
        .collect();
    refuse_unknown(place, table, &format!("the column `{name}`"), &known)?;
    if let Some(null) = table.get("null") {
        column.null = Some(match null.get_ref().as_bool() {
            Some(all) => f64::from(u8::from(all)),
            None => scalar::number_in(place, null, "`null`", "from 0 to 1", |it| {
                (0.0..=1.0).contains(&it)
            })?,
        });
    }
    let made: Vec<(&str, &Value<'_>)> = MAKERS
        .into_iter()
        .filter_map(|maker| Some((maker, table.get(maker)?)))
        .collect();
    let maker = match made.as_slice() {
        [] => None,
        [(maker, value)] => {
            column.make = Some(recipe::read(place, maker, value, table)?);
            Some(*maker)
        }
        [(one, _), (other, value), ..] => {
            return Err(place.error(
                value.span(),
                format!("`{name}` is made by `{one}` already; `{other}` is another way"),
            ));
        }
    };
    for (key, of) in [("shape", "between"), ("at_most", "after")] {
        if let Some(it) = table.get(key)
            && maker != Some(of)
        {
            return Err(place.error(it.span(), format!("`{key}` goes with `{of}`")));
        }
    }
    if column.null.is_none() && column.make.is_none() {
        return Err(place.error(
            value.span(),
            format!(
                "`{name}` says nothing; leave it out, or write one of null, {}",
                MAKERS.join(", ")
            ),
        ));
    }
    Ok(column)
}

/// Returns one of the words that a key may be.
pub(super) fn word<'w>(
    place: &Place<'_>,
    value: &Value<'_>,
    what: &str,
    known: &[&'w str],
) -> Result<&'w str, ProfileError> {
    let text = scalar::string(place, value, what)?;
    known.iter().copied().find(|it| *it == text).ok_or_else(|| {
        let meant = did_you_mean(&text, known.iter().copied())
            .unwrap_or_else(|| format!("there are {}", known.join(", ")));
        place.error(value.span(), format!("`{text}` is no {what}; {meant}"))
    })
}
