//! Which types hold the values of which, by their names.

use stagecraft_model::{Ident, QualifiedName, quote_literal};

/// Returns whether a type holds every value of another so that it can be
/// turned back.
pub(crate) fn holds_all(from: &str, to: &str) -> bool {
    if from == to {
        return true;
    }
    let integers = ["smallint", "integer", "bigint"];
    let place = |it: &str| integers.iter().position(|word| *word == it);
    if let Some(from) = place(from) {
        return to == "numeric" || to == "text" || place(to).is_some_and(|to| to > from);
    }
    let length = |it: &str| {
        let (word, rest) = it.split_once('(').unwrap_or((it, ""));
        (
            word.to_owned(),
            rest.trim_end_matches(')').parse::<u32>().ok(),
        )
    };
    let ((from_word, from_length), (to_word, to_length)) = (length(from), length(to));
    if from_word == "character" {
        return to == "text"
            || (["character", "character varying"].contains(&to_word.as_str())
                && (to_length.is_none() && to_word != "character"
                    || from_length.is_some_and(|it| Some(it) <= to_length)));
    }
    if from_word == "character varying" {
        return to == "text"
            || (to_word == "character varying"
                && (to_length.is_none() || from_length.is_some_and(|it| Some(it) <= to_length)));
    }
    if from == "uuid" {
        return holds_all("character varying(36)", to);
    }
    (from == "real" && to == "double precision") || (from == "text" && to == "character varying")
}

/// Returns whether every value of a type turns into one of another.
pub(crate) fn fits(from: &str, to: &str) -> bool {
    let is_time = |it: &str| it.starts_with("timestamp") || it == "date";
    holds_all(from, to) || to == "text" || (is_time(from) && is_time(to))
}

/// Types whose values turn into each other by an explicit cast.
pub(crate) fn casts(from: &str, to: &str) -> bool {
    let (from, to) = (family(from), family(to));
    from == to && from != Family::Other
}

/// Returns the statement that stops where values of a column do not fit the
/// type that it is about to get back: somebody has written them since, and
/// they would be cut or rounded. Nothing where all fit.
pub(crate) fn check(
    relation: &QualifiedName,
    column: &Ident,
    from: &str,
    to: &str,
) -> Option<String> {
    let comparable =
        family(from) == family(to) && ![Family::Json, Family::Other].contains(&family(to));
    if !comparable || holds_all(from, to) {
        return None;
    }
    let condition = format!("o.{column}::{to}::{from} is distinct from o.{column}");
    Some(stop(relation, column, to, &condition))
}

/// Returns the statement that stops where a condition holds for rows `o`.
pub(crate) fn stop(relation: &QualifiedName, column: &Ident, to: &str, condition: &str) -> String {
    let said = quote_literal(&format!(
        "%s values of {relation}.{column} that were written since do not fit {to}"
    ));
    format!(
        "do $check$\ndeclare\n  unfit bigint := (\n    select pg_catalog.count(*) from {relation} as o\n    \
         where {condition}\n  );\n\
         begin\n  if unfit > 0 then\n    \
         raise exception using message = pg_catalog.format({said}, unfit),\n      \
         hint = 'change them, then roll back again';\n  end if;\nend $check$"
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Number,
    Text,
    Time,
    Json,
    Other,
}

fn family(name: &str) -> Family {
    match name.split('(').next().unwrap_or("").trim() {
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => {
            Family::Number
        }
        "text" | "character varying" | "character" | "name" => Family::Text,
        "timestamp without time zone" | "timestamp with time zone" | "date" => Family::Time,
        "json" | "jsonb" => Family::Json,
        _ => Family::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_holds_less_is_known() {
        let wide = [
            ("integer", "bigint"),
            ("integer", "numeric"),
            ("character varying(10)", "character varying(20)"),
            ("character varying(10)", "text"),
            ("real", "double precision"),
            ("character(36)", "character varying(40)"),
            ("character(36)", "text"),
            ("uuid", "text"),
        ];
        let narrow = [
            ("bigint", "integer"),
            ("numeric(10,4)", "numeric(10,2)"),
            ("numeric", "integer"),
            ("character(36)", "character varying(20)"),
            ("character(36)", "character"),
            ("text", "character varying(10)"),
            ("character varying", "character varying(20)"),
            ("timestamp with time zone", "date"),
            ("json", "jsonb"),
        ];
        for (from, to) in wide {
            assert!(holds_all(from, to), "{from} {to}");
        }
        for (from, to) in narrow {
            assert!(!holds_all(from, to), "{from} {to}");
        }
    }
}
