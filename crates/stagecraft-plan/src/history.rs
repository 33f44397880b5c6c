//! Rows of the history table that the Supabase CLI keeps.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Finding, LineIndex};

use crate::rules::edited_after_apply::{self, Edit};
use crate::rules::{history_without_statements, missing_locally, out_of_order};
use crate::split::Tokens;
use crate::{MigrationFile, MissingMigration, Project, State, cli_statements};

/// One row of `supabase_migrations.schema_migrations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// The primary key.
    pub version: String,
    /// What follows the version in the file's name.
    #[serde(default)]
    pub name: Option<String>,
    /// The file's statements as the CLI split them; absent in rows that other
    /// tools or old versions of the CLI wrote.
    #[serde(default)]
    pub statements: Option<Vec<String>>,
}

/// Returns the newest version in the history, as text.
pub(crate) fn newest(rows: &[HistoryRow]) -> Option<&str> {
    rows.iter().map(|it| it.version.as_str()).max()
}

/// Returns how a file stands to the history.
pub(crate) fn state(
    file: &MigrationFile,
    rows: &[HistoryRow],
    newest: Option<&str>,
    findings: &mut Vec<Finding>,
) -> State {
    let Some(row) = rows.iter().find(|it| it.version == file.version) else {
        return match newest {
            Some(newest) if file.version.as_str() < newest => {
                findings.push(out_of_order::found(&file.path, newest));
                State::OutOfOrder
            }
            _ => State::Pending,
        };
    };
    let Some(applied) = &row.statements else {
        findings.push(history_without_statements::found(&file.path));
        return State::AppliedUnknown;
    };
    let now = cli_statements(&file.sql);
    let Some(edit) = edit(applied, &now) else {
        return State::Applied;
    };
    let at = now.get(edit.piece - 1).and_then(|it| {
        let start = file.sql.find(it.as_str())?;
        Some(LineIndex::new(&file.sql).span(start, start + it.len()))
    });
    findings.push(edited_after_apply::found(&file.path, edit, at));
    State::AppliedEdited
}

/// Returns the first difference between what was applied and the file.
fn edit(applied: &[String], now: &[String]) -> Option<Edit> {
    if applied == now {
        return None;
    }
    let same = applied
        .iter()
        .zip(now)
        .take_while(|(one, other)| one == other);
    Some(Edit {
        piece: same.count() + 1,
        cosmetic: meaning(applied) == meaning(now),
    })
}

/// Returns the tokens of all pieces, white space and comments left out.
fn meaning(pieces: &[String]) -> Vec<Vec<&str>> {
    pieces
        .iter()
        .filter_map(|piece| {
            let tokens: Vec<_> = Tokens::new(piece)
                .filter(|it| !it.kind.is_trivia())
                .map(|it| piece.get(it.start..it.end).unwrap_or(""))
                .collect();
            (!tokens.is_empty()).then_some(tokens)
        })
        .collect()
}

/// Returns what the history has and the folder has not.
pub(crate) fn missing(
    project: &Project,
    rows: &[HistoryRow],
    findings: &mut Vec<Finding>,
) -> Vec<MissingMigration> {
    let mut missing: Vec<_> = rows
        .iter()
        .filter(|row| {
            !project
                .migrations
                .iter()
                .any(|it| it.version == row.version)
        })
        .map(|row| MissingMigration {
            version: row.version.clone(),
            name: row.name.clone(),
        })
        .collect();
    missing.sort_by(|one, other| one.version.cmp(&other.version));
    findings.extend(
        missing
            .iter()
            .map(|it| missing_locally::found(&it.version, it.name.as_deref())),
    );
    missing
}
