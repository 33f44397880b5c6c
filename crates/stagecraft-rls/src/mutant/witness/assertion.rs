//! What the contract would have to say for a survivor to be noticed.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use stagecraft_model::QualifiedName;

use super::{Answer, LevelRows, Question};
use crate::contract::{Contract, Level};
use crate::expression::Expression;
use crate::facts::{Clause, PolicyCommand, Relation};

/// What the contract would have to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// What the row shows, in one sentence.
    pub note: String,
    /// TOML for the contract; nothing when it says so already, and it is the
    /// probes that do not try.
    pub toml: Option<String>,
}

/// Returns what the contract would have to say for an actor to notice a row;
/// the levels are those of the question.
pub fn assertion(
    contract: &Contract,
    relation: &Relation,
    actor: &str,
    question: &Question,
    levels: &[LevelRows],
    answer: &Answer,
) -> Assertion {
    let found = contract.entry_of(&relation.name);
    let entry_name = found.map_or_else(
        || {
            let QualifiedName { schema, name } = &relation.name;
            format!("{}.{}", schema.as_str(), name.as_str())
        },
        |(name, _)| name.get_ref().clone(),
    );
    let command = question.command.sql().to_lowercase();
    let declared = found.map(|(_, entry)| contract.cell(entry, actor, question.command));
    let fits = |level: &Level| answer.fits.get(&level.to_string()) == Some(&true);
    let is_declared = declared.is_some_and(|it| it.filter.is_none() && fits(&it.level));
    let toml = (!is_declared).then(|| {
        // That all rows there are let in is no reason to ask for all there will be.
        let all = matches!(question.original.as_str(), "true" | "(true)");
        let fitting = levels
            .iter()
            .filter(|it| all || it.level != Level::All)
            .find(|it| fits(&it.level));
        let cell = match fitting {
            Some(it) => text(&it.level.to_string()),
            None => format!("{{ rows = {} }}", text(&rows(&question.original))),
        };
        format!(
            "[table.{}]\n{} = {{ {command} = {cell} }}\n",
            text(&entry_name),
            name(actor)
        )
    });
    let (not_before, not_after) = if answer.before {
        ("", " not")
    } else {
        (" not", "")
    };
    let row = match (question.clause, question.command) {
        (Clause::Using, _) => "the row",
        (Clause::Check, PolicyCommand::Update) => "a row to one such as",
        (Clause::Check, _) => "a row such as",
    };
    let note = format!(
        "{actor} may{not_before} {command} {row} {} of {}, and with the mutant may{not_after}",
        Value::Object(answer.key.clone()),
        relation.name,
    );
    Assertion { note, toml }
}

/// Returns a policy's condition as one of the contract. It says what is, not
/// what was meant: better words than none, and a person's are better still.
fn rows(condition: &str) -> String {
    let Some(expression) = Expression::read(condition) else {
        return condition.to_owned();
    };
    let changes: Vec<_> = expression
        .calls(expression.whole())
        .into_iter()
        .filter(|it| it.name == "auth.uid")
        .map(|it| (it.part, ":user"))
        .collect();
    let words: Vec<_> = expression
        .replace(&changes)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.join(" ")
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
