//! What the contract would have to say for a survivor to be noticed.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use stagecraft_model::{Ident, quote_literal};
use toml::Spanned;

use super::Question;
use crate::contract::{Contract, Entry, Level};
use crate::expression::Expression;
use crate::facts::{PolicyCommand, Relation};

/// What the contract would have to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// What the row shows, in one sentence.
    pub note: String,
    /// TOML for the contract; nothing when it says so already, and it is the
    /// probes that do not try.
    pub toml: Option<String>,
}

/// Returns what the contract would have to say for an actor to notice the row
/// with a key (`key` and `before` of the question's answer).
pub fn assertion(
    contract: &Contract,
    relation: &Relation,
    actor: &str,
    question: &Question,
    key: &Map<String, Value>,
    before: bool,
) -> Assertion {
    let quoted = relation.name.to_string();
    let plain = format!(
        "{}.{}",
        relation.name.schema.as_str(),
        relation.name.name.as_str()
    );
    let found = contract
        .table
        .iter()
        .find(|(name, _)| *name.get_ref() == quoted || *name.get_ref() == plain);
    let entry_name = found.map_or(plain, |(name, _)| name.get_ref().clone());
    let entry = found.map(|(_, entry)| entry);
    let command = word(question.command);
    let declared = entry.map(|it| contract.cell(it, actor, question.command).level);
    let level = level(entry, question, key, before);
    let note = format!(
        "{actor} may {} {command} the row {} of {}, and with the mutant may{}",
        if before { "" } else { "not" },
        Value::Object(key.clone()),
        relation.name,
        if before { " not" } else { "" }
    )
    .replace("may  ", "may ");
    let toml = (declared.as_ref() != Some(&level)).then(|| {
        let cell = match &level {
            Level::Rows(sql) => format!("{{ rows = {} }}", text(sql)),
            level => text(&level.to_string()),
        };
        format!(
            "[table.{}]\n{} = {{ {command} = {cell} }}\n",
            text(&entry_name),
            name(actor)
        )
    });
    Assertion { note, toml }
}

/// Returns the level that the row is on the right side of, as far as the
/// policy's own condition tells what was meant.
fn level(
    entry: Option<&Entry>,
    question: &Question,
    key: &Map<String, Value>,
    before: bool,
) -> Level {
    match question.original.as_str() {
        "false" => return Level::None,
        "true" | "(true)" => return Level::All,
        _ => {}
    }
    let asks = |column: Option<&Spanned<String>>| {
        column.is_some_and(|it| asks_column(&question.original, it.get_ref()))
    };
    if asks(entry.and_then(|it| it.owner.as_ref())) {
        return Level::OwnRow(None);
    }
    if asks(entry.and_then(|it| it.tenant.as_ref())) {
        return Level::OwnTenant(None);
    }
    let conditions: Vec<_> = key
        .iter()
        .map(|(column, value)| {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            format!(
                "{}::text = {}",
                Ident::new(column.as_str()),
                quote_literal(&value)
            )
        })
        .collect();
    let row = conditions.join(" and ");
    Level::Rows(if before { row } else { format!("not ({row})") })
}

/// Returns whether a condition compares a column.
fn asks_column(condition: &str, column: &str) -> bool {
    let Some(expression) = Expression::read(condition) else {
        return false;
    };
    let outline = expression.outline();
    outline
        .atoms
        .iter()
        .filter_map(|it| it.comparison)
        .flat_map(|it| [it.left, it.right])
        .chain(outline.sub_selects.iter().filter_map(|it| it.member))
        .filter_map(|it| expression.column(it))
        .any(|it| it.name.as_str() == column)
}

fn word(command: PolicyCommand) -> String {
    command.sql().to_lowercase()
}

fn text(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn name(actor: &str) -> String {
    let bare = !actor.is_empty()
        && actor
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-'));
    if bare { actor.to_owned() } else { text(actor) }
}
