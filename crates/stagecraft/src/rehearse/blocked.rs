//! Tells a migration that is wrong from one that only follows an earlier failure.

use stagecraft_apply::SqlFailure;

/// SQLSTATEs that say "this object does not exist".
const UNDEFINED: &[&str] = &[
    "42P01", // undefined_table
    "42703", // undefined_column
    "42883", // undefined_function
    "42704", // undefined_object
    "3F000", // invalid_schema_name
    "42P02", // undefined_parameter
    "23503", // foreign_key_violation: a row that an earlier file inserts
];

/// An earlier file that did not apply, and its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Earlier<'a> {
    pub(super) version: &'a str,
    pub(super) sql: &'a str,
}

/// Returns the version of the first earlier failure whose text names the
/// object that `failure` misses: the first one would have made it.
pub(super) fn follows_from(failure: &SqlFailure, earlier: &[Earlier<'_>]) -> Option<String> {
    let sqlstate = failure.sqlstate.as_deref()?;
    if !UNDEFINED.contains(&sqlstate) {
        return None;
    }
    // A missing key is named by its table: "… is not present in table "shops"".
    let told = failure.detail.as_ref().filter(|_| sqlstate == "23503");
    let missing = missing_names(told.unwrap_or(&failure.message));
    earlier
        .iter()
        .find(|it| {
            let sql = it.sql.to_lowercase();
            missing.iter().any(|name| contains_word(&sql, name))
        })
        .map(|it| it.version.to_owned())
}

/// Returns the last part of every name that a message holds: `"public.shops"`
/// gives `shops`, `function app.is_member(uuid)` gives `is_member`, `column
/// m.code` gives `code`.
fn missing_names(message: &str) -> Vec<String> {
    let quoted = message.split('"').skip(1).step_by(2).map(str::to_owned);
    let bare = ["function ", "column ", "operator class ", "procedure "]
        .iter()
        .filter_map(|kind| message.strip_prefix(kind))
        .filter_map(|rest| rest.split([' ', '(']).next())
        .map(str::to_owned);
    quoted
        .chain(bare)
        .filter_map(|name| {
            let last = name.rsplit('.').next().unwrap_or("").trim_matches('"');
            (!last.is_empty()).then(|| last.to_lowercase())
        })
        .collect()
}

/// Returns whether `word` stands in `text` with no letter, digit or underscore
/// on either side.
pub(super) fn contains_word(text: &str, word: &str) -> bool {
    let is_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text
            .get(at + found.len()..)
            .and_then(|it| it.chars().next());
        !is_word(before) && !is_word(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(sqlstate: &str, message: &str) -> SqlFailure {
        let mut failure = SqlFailure::plain(message);
        failure.sqlstate = Some(sqlstate.to_owned());
        failure
    }

    #[test]
    fn the_file_that_names_the_missing_object_is_blamed() {
        let earlier = [
            Earlier {
                version: "1",
                sql: "create table Shops (id int, code text)",
            },
            Earlier {
                version: "2",
                sql: "create function app.is_member(uuid) returns bool",
            },
        ];
        let cases = [
            (
                "42P01",
                "relation \"public.shops\" does not exist",
                Some("1"),
            ),
            ("42703", "column m.code does not exist", Some("1")),
            (
                "42883",
                "function app.is_member(uuid) does not exist",
                Some("2"),
            ),
            ("42P01", "relation \"shop\" does not exist", None),
            ("42601", "syntax error at or near \"shops\"", None),
        ];
        for (sqlstate, message, expected) in cases {
            let found = follows_from(&failure(sqlstate, message), &earlier);
            assert_eq!(found.as_deref(), expected, "{message}");
        }
    }
}
