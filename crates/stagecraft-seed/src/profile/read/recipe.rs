//! Ways to make values.

use stagecraft_model::Ident;
use toml::de::{DeTable, DeValue};

use super::super::place::Place;
use super::super::{ProfileError, Recipe, Season, Shape, Template};
use super::column::word;
use super::fields::{self, Value, entries, refuse_unknown};
use super::scalar;

/// A day: the rest of a working day, a short wait.
const A_DAY: f64 = 86_400.0;

/// Reads what a maker says; `table` is what it stands in.
pub(super) fn read(
    place: &Place<'_>,
    maker: &str,
    value: &Value<'_>,
    table: &DeTable<'_>,
) -> Result<Recipe, ProfileError> {
    match maker {
        "value" => scalar::cell(place, value).map(Recipe::Value),
        "one_of" => one_of(place, value),
        "between" => between(place, value, table.get("shape")),
        "like" => scalar::string(place, value, "`like`").map(Recipe::Like),
        "format" => {
            let text = scalar::string(place, value, "`format`")?;
            Template::parse(&text).map_err(|error| place.error(value.span(), error.message))?;
            Ok(Recipe::Format(text))
        }
        "histogram" => texts(place, value, "histogram", 2).map(Recipe::Histogram),
        "times" => times(place, value),
        _ => Ok(Recipe::After {
            column: Ident::new(scalar::string(place, value, "`after`")?),
            at_most: match table.get("at_most") {
                Some(it) => scalar::seconds(place, it, "`at_most`")?,
                None => A_DAY,
            },
        }),
    }
}

fn one_of(place: &Place<'_>, value: &Value<'_>) -> Result<Recipe, ProfileError> {
    let DeValue::Table(table) = value.get_ref() else {
        let texts = texts(place, value, "one_of", 1)?;
        return Ok(Recipe::OneOf(
            texts.into_iter().map(|it| (it, 1.0)).collect(),
        ));
    };
    let mut choices = Vec::new();
    for (text, _, weight) in entries(table) {
        let weight = scalar::number_in(place, weight, "a weight", "0 or more", |it| it >= 0.0)?;
        choices.push((text.to_owned(), weight));
    }
    if choices.iter().all(|(_, weight)| *weight == 0.0) {
        return Err(place.error(value.span(), "one of the weights has to be above 0"));
    }
    Ok(Recipe::OneOf(choices))
}

/// Returns the items of a list of values, of which there are enough.
fn texts(
    place: &Place<'_>,
    value: &Value<'_>,
    key: &str,
    fewest: usize,
) -> Result<Vec<String>, ProfileError> {
    let wrong = |value: &Value<'_>| {
        let form = match key {
            "one_of" => "a list of values, or a table of them with weights",
            _ => "a list of values",
        };
        scalar::other_type(place, value, &format!("`{key}`"), form)
    };
    let items = value.get_ref().as_array().ok_or_else(|| wrong(value))?;
    if items.len() < fewest {
        return Err(place.error(
            value.span(),
            format!("`{key}` needs {fewest} or more values"),
        ));
    }
    items
        .iter()
        .map(|it| scalar::text_of(it).ok_or_else(|| wrong(it)))
        .collect()
}

fn between(
    place: &Place<'_>,
    value: &Value<'_>,
    shape: Option<&Value<'_>>,
) -> Result<Recipe, ProfileError> {
    let mut ends = texts(place, value, "between", 2)?.into_iter();
    let (Some(min), Some(max), None) = (ends.next(), ends.next(), ends.next()) else {
        return Err(place.error(value.span(), "`between` is the least and the greatest"));
    };
    if let (Ok(least), Ok(greatest)) = (min.parse::<f64>(), max.parse::<f64>())
        && least > greatest
    {
        return Err(place.error(value.span(), format!("{min} is more than {max}")));
    }
    let shape = match shape {
        Some(it) => read_shape(place, it)?,
        None => Shape::Uniform,
    };
    Ok(Recipe::Between { min, max, shape })
}

fn read_shape(place: &Place<'_>, value: &Value<'_>) -> Result<Shape, ProfileError> {
    let known = ["uniform", "normal", "log_normal", "exponential", "zipf"];
    let Some(table) = value.get_ref().as_table() else {
        return match word(place, value, "shape", &known)? {
            "uniform" => Ok(Shape::Uniform),
            "zipf" => Ok(Shape::Zipf { skew: 1.0 }),
            "exponential" => Err(place.error(
                value.span(),
                "`exponential` needs a mean: { exponential = { mean = 3 } }",
            )),
            other => Err(place.error(
                value.span(),
                format!(
                    "`{other}` needs its middle: {{ {other} = {{ mean = 3, deviation = 1 }} }}"
                ),
            )),
        };
    };
    refuse_unknown(place, table, "`shape`", &known)?;
    let all = entries(table);
    let [(name, _, inner)] = all.as_slice() else {
        return Err(place.error(value.span(), "`shape` is one of them"));
    };
    let what = format!("`{name}`");
    let fields = fields::table(place, inner, &what)?;
    let allowed: &[&str] = match *name {
        "uniform" => &[],
        "exponential" => &["mean"],
        "zipf" => &["skew"],
        _ => &["mean", "deviation"],
    };
    refuse_unknown(place, fields, &what, allowed)?;
    let needed = |key: &str| {
        fields
            .get(key)
            .ok_or_else(|| place.error(inner.span(), format!("{what} needs `{key}`")))
    };
    let positive = |key: &str| {
        scalar::number_in(place, needed(key)?, &format!("`{key}`"), "above 0", |it| {
            it > 0.0
        })
    };
    let mean = || scalar::number(place, needed("mean")?, "`mean`");
    Ok(match *name {
        "uniform" => Shape::Uniform,
        "exponential" => Shape::Exponential {
            mean: positive("mean")?,
        },
        "zipf" => Shape::Zipf {
            skew: positive("skew")?,
        },
        "log_normal" => Shape::LogNormal {
            mean: mean()?,
            deviation: positive("deviation")?,
        },
        _ => Shape::Normal {
            mean: mean()?,
            deviation: positive("deviation")?,
        },
    })
}

fn times(place: &Place<'_>, value: &Value<'_>) -> Result<Recipe, ProfileError> {
    let table = fields::table(place, value, "`times`")?;
    let known = ["from", "to", "season", "growth", "gaps"];
    refuse_unknown(place, table, "`times`", &known)?;
    let end = |key: &str| {
        table
            .get(key)
            .map(|it| scalar::moment(place, it, &format!("`{key}`")))
            .transpose()
    };
    let (from, to) = (end("from")?, end("to")?);
    if let (Some(from), Some(to)) = (from, to)
        && from >= to
    {
        return Err(place.error(value.span(), format!("{from} is not before {to}")));
    }
    let season = match table.get("season") {
        Some(it) => match word(place, it, "season", &["flat", "daily_weekly"])? {
            "flat" => Season::Flat,
            _ => Season::DailyWeekly,
        },
        None => Season::default(),
    };
    let growth = match table.get("growth") {
        Some(it) => scalar::number_in(place, it, "`growth`", "above 0", |it| it > 0.0)?,
        None => 1.0,
    };
    let gaps = match table.get("gaps") {
        Some(it) => scalar::number_in(place, it, "`gaps`", "from 0 to below 1", |it| {
            (0.0..1.0).contains(&it)
        })?,
        None => 0.0,
    };
    Ok(Recipe::Times {
        from,
        to,
        season,
        growth,
        gaps,
    })
}
