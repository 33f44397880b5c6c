//! How a column is made when the profile says it.

use std::collections::BTreeMap;
use std::sync::Arc;

use stagecraft_copy::Value;

use super::choose::Hints;
use super::convert::{self, EPOCH};
use super::draws::Shape;
use super::maker::Maker;
use super::number;
use super::own::{DAY, Own};
use crate::looks::Look;
use crate::profile::{self, ColumnProfile, Recipe, TableProfile, Template};
use crate::random::Season;
use crate::shape::{Column, Shape as TableShape};
use crate::types::ValueType;

/// Microseconds from 1970 to 2000 are behind a timestamp of the profile.
fn since_2000(at: jiff::Timestamp) -> i64 {
    at.as_microsecond().saturating_sub(EPOCH)
}

/// Returns how the profile has a column made; nothing where it leaves that open.
pub(crate) fn said(
    column: &Column,
    profile: &ColumnProfile,
    shape: &TableShape,
    hints: &Hints<'_>,
    usual: &Maker,
) -> Option<Maker> {
    let of = &column.r#type;
    let null = if column.not_null {
        0.0
    } else {
        profile.null.unwrap_or(0.0)
    };
    let own = match profile.make.as_ref()? {
        Recipe::Value(None) => return Some(Maker::Null),
        Recipe::Value(Some(text)) => Own::Choice(Arc::new(vec![(1, convert::from_text(text, of))])),
        Recipe::OneOf(choices) => one_of(choices, of),
        Recipe::Like(name) => Own::Look {
            look: Look::named(name)?,
            longest: hints.bounds.longest,
            distinct: hints.distinct,
        },
        Recipe::Format(text) => template(text, of)?,
        Recipe::Between { min, max, shape } => between(min, max, *shape, of, hints, column)?,
        Recipe::Histogram(bounds) => histogram(bounds, of)?,
        Recipe::Times {
            from,
            to,
            season,
            growth,
            gaps,
        } => {
            let to = to.map_or(hints.end, since_2000);
            let from = from.map_or(to - 365 * DAY, since_2000);
            Own::Moment {
                season: Arc::new(Season::new(
                    from,
                    to.max(from + 1),
                    *growth,
                    *season == profile::Season::DailyWeekly,
                    &outages(from, to, *gaps),
                )),
                rank: 0,
                is_date: matches!(of.base(), ValueType::Date),
                latest: to - 1,
            }
        }
        Recipe::After {
            column: before,
            at_most,
        } => {
            let unit = match of.base() {
                ValueType::Date | ValueType::Timestamp | ValueType::Time => 1e6,
                _ => 1.0,
            };
            return Some(Maker::After {
                column: shape.place(before)?,
                own: Box::new(usual.clone()),
                least: 0.0,
                most: at_most * unit,
                key: hints.key.at(1),
            });
        }
    };
    Some(Maker::Own {
        own,
        null,
        key: hints.key,
    })
}

/// Returns a text with placeholders as values of a type.
pub(crate) fn template(text: &str, of: &ValueType) -> Option<Own> {
    let text = Template::parse(text).ok()?;
    Some(Own::Template {
        text: Arc::new(text),
        of: Arc::new(of.clone()),
    })
}

/// Returns one of several texts by their weights.
fn one_of(choices: &[(String, f64)], of: &ValueType) -> Own {
    let mut sum = 0;
    let choices = choices
        .iter()
        .map(|(text, weight)| {
            sum += share(*weight);
            (sum, convert::from_text(text, of))
        })
        .collect();
    Own::Choice(Arc::new(choices))
}

/// Returns a weight in whole parts.
pub(crate) fn share(weight: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "weights are not negative, and saturate"
    )]
    let parts = (weight.max(0.0) * 1_000_000.0) as u64;
    parts
}

fn between(
    min: &str,
    max: &str,
    shape: profile::Shape,
    of: &ValueType,
    hints: &Hints<'_>,
    column: &Column,
) -> Option<Own> {
    let shape = match shape {
        profile::Shape::Uniform => Shape::Uniform,
        profile::Shape::Normal { mean, deviation } => Shape::Normal { mean, deviation },
        profile::Shape::LogNormal { mean, deviation } => Shape::LogNormal {
            // Of the logarithm.
            median: libm::exp(mean),
            spread: deviation,
        },
        profile::Shape::Exponential { mean } => Shape::Exponential { mean },
        profile::Shape::Zipf { skew } => Shape::Zipf { skew },
    };
    let ends = (convert::from_text(min, of), convert::from_text(max, of));
    Some(match ends {
        (Value::Timestamp(from), Value::Timestamp(to)) => Own::Moment {
            season: Arc::new(Season::new(from, to.max(from + 1), 1.0, false, &[])),
            rank: 0,
            is_date: false,
            latest: to,
        },
        (Value::Date(from), Value::Date(to)) => {
            let (from, to) = (i64::from(from) * DAY, i64::from(to) * DAY + DAY);
            Own::Moment {
                season: Arc::new(Season::new(from, to.max(from + 1), 1.0, false, &[])),
                rank: 0,
                is_date: true,
                latest: to - 1,
            }
        }
        _ => {
            let mut bounds = hints.bounds.clone();
            bounds.at_least(min.trim().parse().ok()?);
            bounds.at_most(max.trim().parse().ok()?);
            number::between(of, &bounds, shape)
                .or_else(|| number::number(column.name.as_str(), of, &bounds))?
        }
    })
}

/// Returns values between the bounds of a histogram, as many in each part.
fn histogram(bounds: &[String], of: &ValueType) -> Option<Own> {
    let values: Vec<_> = bounds.iter().map(|it| convert::from_text(it, of)).collect();
    (!values.is_empty()).then(|| Own::Histogram(Arc::new(values)))
}

/// Returns outages that together take a share of a period: three, evenly apart.
fn outages(from: i64, to: i64, share: f64) -> Vec<(i64, i64)> {
    const OUTAGES: i64 = 3;
    if share <= 0.0 {
        return Vec::new();
    }
    let span = to.saturating_sub(from);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a share of a period"
    )]
    let length = (span as f64 * share.min(0.9)) as i64 / OUTAGES;
    (1..=OUTAGES)
        .map(|n| {
            let begin = from + span / (OUTAGES + 1) * n;
            (begin, (begin + length).min(to))
        })
        .collect()
}

/// What a column holds that is always null.
static NOTHING: Recipe = Recipe::Value(None);

pub(super) fn said_columns<'a>(
    said: Option<&'a TableProfile>,
    shape: &TableShape,
) -> BTreeMap<usize, Option<&'a Recipe>> {
    let Some(said) = said else {
        return BTreeMap::new();
    };
    let own = said.columns.iter().filter_map(|(name, it)| {
        let always_null = it.null.is_some_and(|it| it >= 1.0).then_some(&NOTHING);
        Some((shape.place(name)?, Some(it.make.as_ref().or(always_null)?)))
    });
    let together = said
        .together
        .iter()
        .flat_map(|it| &it.columns)
        .filter_map(|it| Some((shape.place(it)?, None)));
    own.chain(together).collect()
}

pub(super) fn from_recipe(text: Option<&str>, column: &Column, hints: &Hints<'_>) -> Option<Maker> {
    if !column.is_written() {
        return None;
    }
    let Some(text) = text else {
        return Some(Maker::Null);
    };
    Some(Maker::Own {
        own: template(text, &column.r#type)?,
        null: 0.0,
        key: hints.key,
    })
}
