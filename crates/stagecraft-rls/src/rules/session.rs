//! What in a clause knows the caller.

use std::collections::BTreeSet;

use super::clause::{Call, Token, calls, tokens};
use crate::expression::SESSION_WORDS;
use crate::facts::{Facts, Routine};

/// Functions of `auth` that tell who calls.
pub(super) const AUTH: [&str; 4] = ["uid", "jwt", "role", "email"];

/// Returns whether a text of SQL knows the caller: by itself, or by a routine
/// that it calls.
pub(super) fn reads_session(facts: &Facts, text: &str) -> bool {
    reads(facts, text, Text::Policy, &mut BTreeSet::new())
}

/// Returns whether a routine knows the caller.
pub(super) fn routine_reads_session(facts: &Facts, routine: &Routine) -> bool {
    reads(facts, &routine.source, Text::Body, &mut BTreeSet::new())
}

/// Returns whether a call by itself tells who calls.
pub(super) fn is_session_call(call: &Call) -> bool {
    match call.schema.as_deref() {
        Some("auth") => AUTH.contains(&call.name.as_str()),
        None | Some("pg_catalog") => call.name.eq_ignore_ascii_case("current_setting"),
        Some(_) => false,
    }
}

/// Returns the routines that a call in a policy may mean: what is not qualified
/// there is Postgres's own.
pub(super) fn routines_of<'a>(
    facts: &'a Facts,
    call: &'a Call,
) -> impl Iterator<Item = &'a Routine> {
    facts.routines.iter().filter(move |it| {
        it.qualified.name.as_str() == call.name
            && call.schema.as_deref() == Some(it.qualified.schema.as_str())
    })
}

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    /// A policy's clause: what is not qualified is Postgres's own.
    Policy,
    /// A routine's body.
    Body,
}

fn reads<'a>(facts: &'a Facts, text: &str, kind: Text, seen: &mut BTreeSet<&'a str>) -> bool {
    let tokens = tokens(text);
    if has_role_word(&tokens) {
        return true;
    }
    for call in calls(&tokens) {
        if is_session_call(&call) {
            return true;
        }
        if kind == Text::Policy && call.schema.is_none() {
            continue;
        }
        let routines = facts.routines.iter().filter(|it| {
            it.qualified.name.as_str() == call.name
                && call
                    .schema
                    .as_deref()
                    .is_none_or(|schema| schema == it.qualified.schema.as_str())
        });
        for routine in routines {
            let reads = match routine.language.as_str() {
                // What an extension's function without arguments tells within a
                // statement, it has from the session.
                "c" | "internal" => routine.volatility == 's' && routine.argument_types.is_empty(),
                _ => {
                    seen.insert(&routine.identity)
                        && reads(facts, &routine.source, Text::Body, seen)
                }
            };
            if reads {
                return true;
            }
        }
    }
    false
}

/// Returns whether a text names the session's database role.
pub(super) fn has_role_word(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        let qualified = at
            .checked_sub(1)
            .and_then(|it| tokens.get(it))
            .is_some_and(|it| it.is_symbol("."));
        !qualified && SESSION_WORDS.iter().any(|word| token.is(word))
    })
}
