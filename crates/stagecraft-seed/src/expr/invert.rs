//! What to change in a row so that an expression has a value.

use serde_json::Value;

use super::near::{near, nulls};
use super::propose::{Patch, Want, another};
use super::{Comparison, Expr, json};
use crate::cell::Cell;
use crate::datum::{Datum, Number, Span};
use crate::draw::Draw;

/// Returns ways to give the expression a value.
pub(super) fn to_value(of: &Expr, value: Datum, row: &[Cell]) -> Vec<Patch> {
    match of {
        Expr::Column(n) if value.is_null() => vec![vec![(*n, Want::Null)]],
        Expr::Column(n) => vec![vec![(*n, Want::Is(value))]],
        Expr::Cast(inner, _) => to_value(inner, value, row),
        Expr::Call(name, arguments) => call_to_value(name, arguments, value, row),
        _ => Vec::new(),
    }
}

fn call_to_value(name: &str, arguments: &[Expr], value: Datum, row: &[Cell]) -> Vec<Patch> {
    let Some(first) = arguments.first() else {
        return Vec::new();
    };
    let now = first.eval(row).unwrap_or(Datum::Null);
    let second = arguments.get(1).and_then(|it| it.eval(row));
    let wanted = match (name, value) {
        (
            "coalesce" | "abs" | "trunc" | "round" | "floor" | "ceil" | "btrim" | "ltrim" | "rtrim",
            value,
        ) => value,
        ("lower", Datum::Text(text)) => Datum::Text(text.to_lowercase()),
        ("upper", Datum::Text(text)) => Datum::Text(text.to_uppercase()),
        ("length" | "char_length" | "character_length" | "octet_length", Datum::Int(length)) => {
            let Ok(length) = usize::try_from(length) else {
                return Vec::new();
            };
            Datum::Text(of_length(now.as_text().unwrap_or_default(), length))
        }
        ("cardinality" | "array_length", Datum::Int(length)) => {
            let items = match now {
                Datum::List(items) => items,
                _ => Vec::new(),
            };
            let filler = items.first().cloned().unwrap_or(Datum::text("1"));
            let length = usize::try_from(length).unwrap_or_default().min(100);
            Datum::List(
                (0..length)
                    .map(|n| items.get(n).unwrap_or(&filler).clone())
                    .collect(),
            )
        }
        ("jsonb_typeof" | "json_typeof", Datum::Text(type_name)) => {
            match json::sample(&type_name) {
                Some(sample) => Datum::Json(sample),
                None => return Vec::new(),
            }
        }
        ("jsonb_array_length" | "json_array_length", Datum::Int(length)) => {
            let length = usize::try_from(length).unwrap_or_default().min(100);
            Datum::Json(Value::Array(vec![Value::from("value"); length]))
        }
        ("->" | "->>", value) => {
            let object = match &now {
                Datum::Json(object) => object.clone(),
                _ => Value::Null,
            };
            let member = json::of_datum(&value).filter(|_| !value.is_null());
            let changed = second
                .as_ref()
                .and_then(|key| json::with_member(&object, key, member));
            match changed {
                Some(changed) => Datum::Json(changed),
                None => return Vec::new(),
            }
        }
        ("+" | "-" | "*" | "%" | "mod", value) => match opposite(name, &value, second.as_ref()) {
            Some(wanted) => wanted,
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    to_value(first, wanted, row)
}

/// Returns what `x` is where `x + second = value`, or `-`, or `*`.
fn opposite(name: &str, value: &Datum, second: Option<&Datum>) -> Option<Datum> {
    let second = second?;
    Some(match (name, value, second) {
        ("+", Datum::Int(value), Datum::Int(second)) => Datum::Int(value - second),
        ("-", Datum::Int(value), Datum::Int(second)) => Datum::Int(value + second),
        ("%" | "mod", value, _) => value.clone(),
        ("+", Datum::Moment(value), Datum::Span(span)) => {
            Datum::Moment(value.plus(span.negated())?)
        }
        ("-", Datum::Moment(value), Datum::Span(span)) => Datum::Moment(value.plus(*span)?),
        (_, Datum::Moment(_), Datum::Int(days)) => {
            let days = i32::try_from(*days).ok()?;
            let span = Span {
                days,
                ..Span::default()
            };
            return opposite(name, value, Some(&Datum::Span(span)));
        }
        _ => {
            let (value, second) = (value.as_number()?, second.as_number()?);
            Datum::Number(Number::of(match name {
                "+" => value - second,
                "-" => value + second,
                _ => value / second,
            }))
        }
    })
}

/// Returns ways to let the expression compare so with a value.
pub(super) fn to_compare(
    of: &Expr,
    comparison: Comparison,
    with: &Datum,
    row: &[Cell],
    draw: Draw,
) -> Vec<Patch> {
    if let Expr::Call(name, arguments) = of
        && let ("num_nonnulls" | "num_nulls", Datum::Int(count)) = (name.as_str(), with)
    {
        return nulls(name, arguments, comparison, *count, draw);
    }
    if comparison == Comparison::NotEqual {
        return another(of).into_iter().collect();
    }
    let mut ways: Vec<_> = near(comparison, with)
        .into_iter()
        .flat_map(|it| to_value(of, it, row))
        .collect();
    if ways.is_empty() {
        ways.extend(another(of));
    }
    ways
}

/// Returns ways to make the expression null.
pub(super) fn to_null(of: &Expr, row: &[Cell]) -> Vec<Patch> {
    match of {
        Expr::Column(n) => vec![vec![(*n, Want::Null)]],
        Expr::Cast(inner, _) => to_null(inner, row),
        Expr::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
            ("->" | "->>", [_, _]) => to_value(of, Datum::Null, row),
            ("array_position", [list, item]) => {
                let (Some(Datum::List(items)), Some(item)) = (list.eval(row), item.eval(row))
                else {
                    return Vec::new();
                };
                let others = items.into_iter().filter(|it| *it != item).collect();
                to_value(list, Datum::List(others), row)
            }
            (_, arguments) => arguments.iter().flat_map(|it| to_null(it, row)).collect(),
        },
        _ => Vec::new(),
    }
}

/// Returns ways to make the expression not null.
pub(super) fn to_some(of: &Expr, row: &[Cell]) -> Vec<Patch> {
    if let Expr::Call(name, _) = of
        && matches!(name.as_str(), "->" | "->>")
    {
        return to_value(of, Datum::text("value"), row);
    }
    let nulls: Patch = of
        .columns()
        .into_iter()
        .filter(|it| row.get(*it).is_none_or(Cell::is_null))
        .map(|it| (it, Want::NotNull))
        .collect();
    if nulls.is_empty() {
        Vec::new()
    } else {
        vec![nulls]
    }
}

/// Returns ways to make a function that is a condition true or false.
pub(super) fn condition(
    name: &str,
    arguments: &[Expr],
    wanted: bool,
    row: &[Cell],
    draw: Draw,
) -> Vec<Patch> {
    let of = |n: usize| arguments.get(n);
    let (Some(first), second) = (of(0), of(1)) else {
        return Vec::new();
    };
    let argument = second.and_then(|it| it.eval(row));
    match (name, argument) {
        ("coalesce", _) => first.proposals(wanted, row, draw),
        ("?", Some(key)) => {
            let object = match first.eval(row) {
                Some(Datum::Json(object)) => object,
                _ => Value::Null,
            };
            let member = wanted.then(|| Value::from("value"));
            json::with_member(&object, &key, member)
                .map(|it| to_value(first, Datum::Json(it), row))
                .unwrap_or_default()
        }
        ("@>" | "starts_with" | "^@", Some(part)) if wanted => to_value(first, part, row),
        ("<@", Some(whole)) if wanted => to_value(first, whole, row),
        _ => another(first).into_iter().collect(),
    }
}

/// Returns a text of that many characters, as like the present one as can be.
fn of_length(text: &str, length: usize) -> String {
    let mut sized: String = text.chars().filter(char::is_ascii).take(length).collect();
    while sized.len() < length.min(100_000) {
        sized.push('x');
    }
    sized
}
