//! Bodies of routines: what is in them, and statements that give them another.

use std::collections::BTreeSet;

use stagecraft_model::quote_literal;

use crate::facts::{Facts, Routine};

/// Returns the words of a routine's body in lower case: what a body in a string
/// reads and calls, Postgres does not record. Names that are no words are not
/// among them.
pub(super) fn words(routine: &Routine) -> BTreeSet<String> {
    routine
        .source
        .split(|it: char| !it.is_alphanumeric() && it != '_' && it != '$')
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Returns a routine and those that it may call, one by another.
pub(super) fn with_called<'a>(facts: &'a Facts, routine: &'a Routine) -> Vec<&'a Routine> {
    let mut called = vec![routine];
    let mut at = 0;
    while let Some(words) = called.get(at).map(|it| words(it)) {
        for other in &facts.routines {
            if words.contains(&other.qualified.name.as_str().to_lowercase())
                && !called.iter().any(|it| it.identity == other.identity)
            {
                called.push(other);
            }
        }
        at += 1;
    }
    called
}

/// Returns a routine's body as a query: what stands in the string, or between
/// BEGIN ATOMIC and END, or behind RETURN.
pub(super) fn query(routine: &Routine) -> String {
    let source = routine.source.trim();
    if let Some(inner) = source
        .strip_prefix("BEGIN ATOMIC")
        .and_then(|it| it.strip_suffix("END"))
    {
        return inner.trim().to_owned();
    }
    match source.strip_prefix("RETURN ") {
        Some(value) => format!("select {value}"),
        None => source.to_owned(),
    }
}

/// Returns the statement that gives a routine another body.
///
/// Everything before the body (names and defaults of arguments, options) must
/// stay as it is, and only the server can write all of it.
pub(super) fn with_body(routine: &Routine, body: &str) -> String {
    let block = format!(
        "declare
  definition text := pg_catalog.pg_get_functiondef({}::pg_catalog.regprocedure);
begin
  perform pg_catalog.set_config('check_function_bodies', 'off', true);
  execute pg_catalog.regexp_replace(definition, '\\n(AS |BEGIN ATOMIC|RETURN ).*$', '')
    || ' as ' || pg_catalog.quote_literal({});
end",
        quote_literal(&routine.identity),
        quote_literal(body)
    );
    format!("do {}", quote_literal(&block))
}
