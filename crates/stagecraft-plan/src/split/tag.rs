//! What a statement is: its command tag, in lower case and without counts.

use super::token::Kind;
use super::words::Word;

/// Words that may stand between `create` and the kind of object.
const MODIFIERS: &[&str] = &[
    "or",
    "replace",
    "global",
    "local",
    "temp",
    "temporary",
    "unlogged",
    "unique",
    "recursive",
    "constraint",
    "trusted",
    "procedural",
    "default",
];

/// Kinds of objects that are more than one word.
const LONG_KINDS: &[&[&str]] = &[
    &["access", "method"],
    &["default", "privileges"],
    &["event", "trigger"],
    &["foreign", "data", "wrapper"],
    &["foreign", "table"],
    &["large", "object"],
    &["materialized", "view"],
    &["operator", "class"],
    &["operator", "family"],
    &["text", "search", "configuration"],
    &["text", "search", "dictionary"],
    &["text", "search", "parser"],
    &["text", "search", "template"],
    &["user", "mapping"],
];

/// Returns the tag of a statement that begins with `words`.
pub(super) fn tag(words: &[Word<'_>]) -> String {
    let Some(first) = words.iter().find(|it| it.kind != Kind::Open) else {
        return "unknown".to_owned();
    };
    if first.kind != Kind::Word {
        return "unknown".to_owned();
    }
    let first = first.text.to_ascii_lowercase();
    let rest = words.get(1..).unwrap_or(&[]);
    match first.as_str() {
        "create" | "alter" | "drop" | "comment" | "import" | "security" => with_kind(&first, rest),
        "refresh" => "refresh materialized view".to_owned(),
        "truncate" => "truncate table".to_owned(),
        "lock" => "lock table".to_owned(),
        "declare" => "declare cursor".to_owned(),
        "start" => "start transaction".to_owned(),
        "end" | "commit" => with_prepared("commit", rest),
        "abort" => "rollback".to_owned(),
        "rollback" if rest.iter().take(2).any(|it| it.is("to")) => {
            "rollback to savepoint".to_owned()
        }
        "rollback" => with_prepared("rollback", rest),
        "prepare" if rest.first().is_some_and(|it| it.is("transaction")) => {
            "prepare transaction".to_owned()
        }
        "set" if rest.first().is_some_and(|it| it.is("constraints")) => {
            "set constraints".to_owned()
        }
        "reassign" => "reassign owned".to_owned(),
        "analyse" => "analyze".to_owned(),
        "table" | "values" => "select".to_owned(),
        "with" => after_with(rest),
        _ => first,
    }
}

fn with_prepared(verb: &str, rest: &[Word<'_>]) -> String {
    if rest.first().is_some_and(|it| it.is("prepared")) {
        format!("{verb} prepared")
    } else {
        verb.to_owned()
    }
}

fn with_kind(verb: &str, rest: &[Word<'_>]) -> String {
    if verb == "comment" {
        return verb.to_owned();
    }
    for kind in LONG_KINDS {
        let skipped = rest.iter().take_while(|it| is_modifier(it)).count();
        for at in [0, skipped] {
            let found = rest.get(at..).unwrap_or(&[]);
            if found.len() >= kind.len() && kind.iter().zip(found).all(|(word, it)| it.is(word)) {
                return format!("{verb} {}", kind.join(" "));
            }
        }
    }
    match rest.iter().find(|it| !is_modifier(it)) {
        Some(kind) if kind.kind == Kind::Word => {
            format!("{verb} {}", kind.text.to_ascii_lowercase())
        }
        _ => verb.to_owned(),
    }
}

fn is_modifier(word: &Word<'_>) -> bool {
    MODIFIERS.iter().any(|it| word.is(it))
}

fn after_with(rest: &[Word<'_>]) -> String {
    ["insert", "update", "delete", "merge"]
        .into_iter()
        .filter_map(|verb| {
            let at = rest.iter().position(|it| it.depth == 0 && it.is(verb))?;
            Some((at, verb))
        })
        .min()
        .map_or("select", |(_, verb)| verb)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::words::words;

    #[test]
    fn tags_are_those_of_the_server() {
        let cases = [
            ("CREATE OR REPLACE FUNCTION f()", "create function"),
            ("create unique index i on t (x)", "create index"),
            ("create temp table t ()", "create table"),
            ("create constraint trigger t", "create trigger"),
            ("create or replace recursive view v", "create view"),
            (
                "create foreign data wrapper w",
                "create foreign data wrapper",
            ),
            (
                "create materialized view if not exists v",
                "create materialized view",
            ),
            (
                "alter default privileges in schema s",
                "alter default privileges",
            ),
            ("create default conversion c", "create conversion"),
            (
                "create text search configuration c",
                "create text search configuration",
            ),
            ("(select 1)", "select"),
            ("with a as (insert into t values (1)) select 1", "select"),
            ("with a as (select 1) update t set x = 1", "update"),
            ("end", "commit"),
            ("rollback to savepoint s", "rollback to savepoint"),
            ("rollback work to s", "rollback to savepoint"),
            ("commit prepared 'x'", "commit prepared"),
            ("$1", "unknown"),
            ("\"create\" table", "unknown"),
            ("comment on table t is 'x'", "comment"),
        ];
        for (sql, expected) in cases {
            assert_eq!(tag(&words(sql, 64)), expected, "{sql}");
        }
    }
}
