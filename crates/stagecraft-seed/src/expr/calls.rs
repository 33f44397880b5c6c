//! Functions and operators of the server that checks use.

use super::json;
use crate::datum::{Datum, Number, Span};

/// Returns what a function returns; an argument that is not known is absent.
pub(super) fn value(name: &str, arguments: &[Option<Datum>]) -> Option<Datum> {
    match (name, arguments) {
        ("coalesce", all) => {
            for argument in all {
                match argument {
                    Some(Datum::Null) => {}
                    Some(found) => return Some(found.clone()),
                    None => return None,
                }
            }
            Some(Datum::Null)
        }
        ("num_nonnulls", all) => count(all, |it| !it.is_null()),
        ("num_nulls", all) => count(all, Datum::is_null),
        (name, [Some(one)]) if one.is_null() && is_strict(name) => Some(Datum::Null),
        (name, [one, other]) if is_strict(name) => match (one, other) {
            (Some(Datum::Null), _) | (_, Some(Datum::Null)) => Some(Datum::Null),
            (Some(one), Some(other)) => two(name, one, other),
            _ => None,
        },
        (name, [Some(one)]) => single(name, one),
        ("array_position", [Some(list), Some(item)]) => position(list, item),
        _ => None,
    }
}

fn is_strict(name: &str) -> bool {
    !matches!(
        name,
        "array_position"
            | "array_append"
            | "array_prepend"
            | "array_remove"
            | "concat"
            | "enum_first"
            | "enum_last"
            | "enum_range"
            | "greatest"
            | "least"
            | "pg_typeof"
            | "quote_nullable"
    )
}

fn count(all: &[Option<Datum>], counts: impl Fn(&Datum) -> bool) -> Option<Datum> {
    let mut count = 0;
    for argument in all {
        count += i128::from(counts(argument.as_ref()?));
    }
    Some(Datum::Int(count))
}

fn single(name: &str, one: &Datum) -> Option<Datum> {
    let text = || one.as_text();
    Some(match name {
        "lower" => Datum::text(text()?.to_lowercase()),
        "upper" => Datum::text(text()?.to_uppercase()),
        "btrim" => Datum::text(text()?.trim_matches(' ')),
        "ltrim" => Datum::text(text()?.trim_start_matches(' ')),
        "rtrim" => Datum::text(text()?.trim_end_matches(' ')),
        "length" | "char_length" | "character_length" => size(text()?.chars().count()),
        "octet_length" => size(text()?.len()),
        "abs" => match one {
            Datum::Int(value) => Datum::Int(value.abs()),
            _ => Datum::Number(Number::of(one.as_number()?.abs())),
        },
        "trunc" | "floor" | "ceil" | "ceiling" | "round" => {
            let value = one.as_number()?;
            Datum::Number(Number::of(match name {
                "trunc" => value.trunc(),
                "floor" => value.floor(),
                "round" => value.round(),
                _ => value.ceil(),
            }))
        }
        "isfinite" => match one {
            Datum::Moment(moment) => Datum::Bool(!moment.is_infinite()),
            Datum::Span(_) => Datum::Bool(true),
            _ => return None,
        },
        "cardinality" => match one {
            Datum::List(items) => size(items.len()),
            _ => return None,
        },
        "jsonb_typeof" | "json_typeof" | "jsonb_array_length" | "json_array_length" => {
            return json::about(name, one);
        }
        _ => return None,
    })
}

fn two(name: &str, one: &Datum, other: &Datum) -> Option<Datum> {
    if let (Datum::Json(value), _) = (one, other) {
        return json::operator(name, value, other);
    }
    match (name, one, other) {
        ("array_length", Datum::List(items), Datum::Int(1)) => Some(match items.len() {
            0 => Datum::Null,
            count => size(count),
        }),
        ("array_lower", Datum::List(items), Datum::Int(1)) => Some(match items.len() {
            0 => Datum::Null,
            _ => Datum::Int(1),
        }),
        ("||", _, _) => Some(Datum::text(format!(
            "{}{}",
            one.as_text()?,
            other.as_text()?
        ))),
        ("strpos" | "position", _, _) => {
            let (text, part) = (one.as_text()?, other.as_text()?);
            Some(match text.split_once(part) {
                Some((before, _)) => size(before.chars().count() + 1),
                None => Datum::Int(0),
            })
        }
        ("starts_with" | "^@", _, _) => {
            Some(Datum::Bool(one.as_text()?.starts_with(other.as_text()?)))
        }
        ("left", _, Datum::Int(count)) if *count >= 0 => {
            let count = usize::try_from(*count).ok()?;
            Some(Datum::text(
                one.as_text()?.chars().take(count).collect::<String>(),
            ))
        }
        ("btrim" | "ltrim" | "rtrim", _, _) => {
            let (text, set) = (one.as_text()?, other.as_text()?);
            let within = |it: char| set.contains(it);
            Some(Datum::text(match name {
                "ltrim" => text.trim_start_matches(within),
                "rtrim" => text.trim_end_matches(within),
                _ => text.trim_matches(within),
            }))
        }
        ("@>", Datum::List(_), Datum::List(_)) => contains(one, other),
        ("<@", Datum::List(_), Datum::List(_)) => contains(other, one),
        ("+" | "-", Datum::Moment(moment), Datum::Span(span)) => {
            let span = if name == "+" { *span } else { span.negated() };
            moment.plus(span).map(Datum::Moment)
        }
        ("+", Datum::Span(_), Datum::Moment(_)) => two("+", other, one),
        // A date and days.
        ("+" | "-", Datum::Moment(_), Datum::Int(days)) => {
            let days = i32::try_from(*days).ok()?;
            two(
                name,
                one,
                &Datum::Span(Span {
                    days,
                    ..Span::default()
                }),
            )
        }
        ("+" | "-" | "*" | "/" | "%" | "mod", Datum::Int(one), Datum::Int(other)) => {
            let (one, other) = (*one, *other);
            Some(Datum::Int(match name {
                "+" => one.checked_add(other)?,
                "-" => one.checked_sub(other)?,
                "*" => one.checked_mul(other)?,
                "/" => one.checked_div(other)?,
                _ => one.checked_rem(other)?,
            }))
        }
        ("+" | "-" | "*" | "/", _, _) => {
            let (one, other) = (one.as_number()?, other.as_number()?);
            Some(Datum::Number(Number::of(match name {
                "+" => one + other,
                "-" => one - other,
                "*" => one * other,
                _ if other == 0.0 => return None,
                _ => one / other,
            })))
        }
        _ => None,
    }
}

fn size(count: usize) -> Datum {
    i128::try_from(count).map_or(Datum::Null, Datum::Int)
}

fn contains(whole: &Datum, part: &Datum) -> Option<Datum> {
    let (Datum::List(whole), Datum::List(part)) = (whole, part) else {
        return None;
    };
    let all = part
        .iter()
        .all(|it| !it.is_null() && whole.iter().any(|other| other == it));
    Some(Datum::Bool(all))
}

fn position(list: &Datum, item: &Datum) -> Option<Datum> {
    match list {
        Datum::Null => Some(Datum::Null),
        Datum::List(items) => Some(match items.iter().position(|it| it == item) {
            Some(at) => size(at + 1),
            None => Datum::Null,
        }),
        _ => None,
    }
}
