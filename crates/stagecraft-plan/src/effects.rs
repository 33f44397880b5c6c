//! What the text of a migration says about rows, as far as text can.

use stagecraft_model::{Ident, QualifiedName};

use crate::Statement;
use crate::split::{Kind, Word, words};
use crate::transaction::control;

/// Tokens of a statement that are looked at.
const LONGEST: usize = 20_000;

/// Returns the `DROP TABLE` statements of a file by ordinal, with the tables
/// that each names; a name without a schema is one in `public`.
pub fn dropped_tables(statements: &[Statement], sql: &str) -> Vec<(usize, Vec<QualifiedName>)> {
    statements
        .iter()
        .filter(|it| it.tag == "drop table")
        .map(|it| (it.ordinal, names(&words(it.text(sql), LONGEST))))
        .collect()
}

/// Returns whether a file changes or deletes no row, going by its text: what a
/// function does that it calls, or a string that it runs, counts as anything.
pub fn only_inserts(statements: &[Statement], sql: &str) -> bool {
    statements.iter().all(|statement| {
        let is_plain = |words: &[Word<'_>]| {
            !words.iter().any(|word| {
                [
                    "update", "delete", "merge", "truncate", "execute", "perform", "call",
                ]
                .iter()
                .any(|it| word.is(it))
            })
        };
        match statement.tag.as_str() {
            "update" | "delete" | "merge" | "truncate" | "select" | "call" | "execute" | "with" => {
                false
            }
            "do" => words(statement.text(sql), LONGEST)
                .iter()
                .filter_map(|it| Some(words_of_body(it.body()?)))
                .all(|it| is_plain(&it)),
            "insert" => is_plain(&words(statement.text(sql), LONGEST)),
            _ => true,
        }
    })
}

/// Returns whether a file does nothing but make, drop and change indexes.
pub fn only_indexes(statements: &[Statement]) -> bool {
    let is_index = |it: &Statement| it.tag.ends_with(" index") || it.tag == "reindex";
    let is_beside = |it: &Statement| matches!(it.tag.as_str(), "set" | "reset" | "comment");
    statements.iter().any(is_index) && statements.iter().all(|it| is_index(it) || is_beside(it))
}

/// Returns whether a file's statements can run in a transaction of somebody
/// else.
pub fn fits_transaction(statements: &[Statement]) -> bool {
    statements
        .iter()
        .all(|it| it.outside_transaction.is_none() && control(it).is_none())
}

fn words_of_body(body: &str) -> Vec<Word<'_>> {
    words(body, LONGEST)
}

/// Reads `drop table [if exists] a, b.c [cascade | restrict]`.
fn names(words: &[Word<'_>]) -> Vec<QualifiedName> {
    let mut found = Vec::new();
    let mut parts: Vec<Ident> = Vec::new();
    let skipped = words.iter().skip(2).filter(|it| {
        !["if", "exists", "cascade", "restrict"]
            .iter()
            .any(|word| it.is(word))
    });
    for word in skipped {
        match word.kind {
            Kind::Word => parts.push(Ident::new(word.text.to_lowercase())),
            Kind::QuotedName { .. } => {
                let inside = word.text.trim_matches('"').replace("\"\"", "\"");
                parts.push(Ident::new(inside));
            }
            _ if word.text == "," => found.extend(joined(&mut parts)),
            _ => {}
        }
    }
    found.extend(joined(&mut parts));
    found
}

fn joined(parts: &mut Vec<Ident>) -> Option<QualifiedName> {
    let name = parts.pop()?;
    let schema = parts.pop().unwrap_or_else(|| Ident::new("public"));
    parts.clear();
    Some(QualifiedName { schema, name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split;

    #[test]
    fn tables_that_a_file_drops_are_read() {
        let sql =
            "select 1; drop table if exists a, \"B c\".\"d\"\"e\" cascade; drop table public.X";
        let found = dropped_tables(&split(sql).statements, sql);
        let names: Vec<_> = found
            .iter()
            .map(|(ordinal, names)| {
                let names: Vec<_> = names.iter().map(ToString::to_string).collect();
                (*ordinal, names.join(" "))
            })
            .collect();
        assert_eq!(
            names,
            [
                (2, "public.a \"B c\".\"d\"\"e\"".to_owned()),
                (3, "public.x".to_owned())
            ]
        );
    }

    #[test]
    fn a_file_of_indexes_is_known() {
        let cases = [
            (
                "set lock_timeout = '5s'; create unique index concurrently i on a (b)",
                true,
            ),
            (
                "drop index i; comment on index j is 'x'; alter index j rename to i",
                true,
            ),
            ("drop index concurrently i; drop table a", false),
            ("set lock_timeout = '5s'", false),
            ("begin; drop index i; commit", false),
        ];
        for (sql, expected) in cases {
            assert_eq!(only_indexes(&split(sql).statements), expected, "{sql}");
        }
    }

    #[test]
    fn a_file_that_only_inserts_is_known() {
        let cases = [
            ("insert into a values (1)", true),
            ("create table a (); alter table b add c int", true),
            (
                "insert into a values (1) on conflict (b) do update set c = 1",
                false,
            ),
            ("update a set b = 1", false),
            ("select f()", false),
            ("do $$ begin insert into a values (1); end $$", true),
            ("do $$ begin execute 'x'; end $$", false),
        ];
        for (sql, expected) in cases {
            assert_eq!(only_inserts(&split(sql).statements, sql), expected, "{sql}");
        }
    }
}
