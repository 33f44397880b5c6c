//! Enum values that a file adds and uses.
//!
//! Told from the text alone: a later statement of the same file that holds the
//! label as a string, outside of function bodies (which run later) but inside
//! of `DO` blocks (which run now). A type that the file itself made is exempt,
//! as it is in PostgreSQL.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_model::Finding;

use crate::Statement;
use crate::rules::enum_value_used;
use crate::split::{Position, Word, words};

/// Tokens of a statement that are looked at; data is longer.
const LONGEST: usize = 20_000;

/// Finds labels that a file uses after it added them.
pub(crate) fn find(path: &str, sql: &str, statements: &[Statement]) -> Vec<Finding> {
    let mut made = BTreeSet::new();
    let mut added: BTreeMap<String, String> = BTreeMap::new();
    let mut findings = Vec::new();
    for statement in statements {
        let text = statement.text(sql);
        match statement.tag.as_str() {
            "create type" => made.extend(name_after(&words(text, 16), "type")),
            "alter type" => {
                let words = words(text, 32);
                if let (Some(name), Some(label)) = (name_after(&words, "type"), new_label(&words))
                    && !made.contains(&name)
                {
                    added.insert(label, name);
                }
            }
            "comment" => {}
            _ if added.is_empty() => {}
            _ => findings.extend(uses(path, sql, statement, &mut added)),
        }
    }
    findings
}

fn uses(
    path: &str,
    sql: &str,
    statement: &Statement,
    added: &mut BTreeMap<String, String>,
) -> Vec<Finding> {
    let text = statement.text(sql);
    let base = statement.span.start;
    let outer = words(text, LONGEST);
    let mut literals: Vec<(usize, usize, String)> = literals(&outer, 0);
    if statement.tag == "do" {
        for word in &outer {
            if let Some(body) = word.body() {
                let shift = word.start + word.text.find(body).unwrap_or(0);
                literals.extend(self::literals(&words(body, LONGEST), shift));
            }
        }
    }
    literals
        .into_iter()
        .filter_map(|(start, end, label)| {
            let type_name = added.remove(&label)?;
            let mut position = Position::at(sql, statement.span);
            let at = position.span(base + start, base + end);
            Some(enum_value_used::found(path, &type_name, &label, at))
        })
        .collect()
}

fn literals(words: &[Word<'_>], shift: usize) -> Vec<(usize, usize, String)> {
    words
        .iter()
        .filter_map(|it| {
            let start = it.start + shift;
            Some((start, start + it.text.len(), it.literal()?))
        })
        .collect()
}

/// Returns the possibly qualified name behind a key word, folded.
fn name_after(words: &[Word<'_>], key: &str) -> Option<String> {
    let at = words.iter().position(|it| it.is(key))? + 1;
    let mut name = String::new();
    for pair in words.get(at..)?.chunks(2) {
        let [part, rest @ ..] = pair else { break };
        match part
            .text
            .strip_prefix('"')
            .and_then(|it| it.strip_suffix('"'))
        {
            Some(quoted) => name.push_str(&quoted.replace("\"\"", "\"")),
            None => name.push_str(&part.text.to_lowercase()),
        }
        if rest.first().is_none_or(|it| it.text != ".") {
            break;
        }
        name.push('.');
    }
    Some(name)
}

/// Returns the label of `ADD VALUE [IF NOT EXISTS] 'label'`.
fn new_label(words: &[Word<'_>]) -> Option<String> {
    let at = words
        .windows(2)
        .position(|it| matches!(it, [add, value] if add.is("add") && value.is("value")))?;
    words.iter().skip(at + 2).find_map(Word::literal)
}
