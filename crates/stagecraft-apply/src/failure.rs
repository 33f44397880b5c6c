//! What Postgres said when a statement failed, and where in the file.

use std::error::Error as _;
use std::fmt;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Finding, LineIndex, Severity, SourceSpan};
use tokio_postgres::error::ErrorPosition;

/// What Postgres said when a statement failed, and where in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SqlFailure {
    /// Five characters; absent when the connection broke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sqlstate: Option<String>,
    /// The primary message.
    pub message: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What the server suggests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The call stack inside the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// The statement's ordinal in the file; absent for the commit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<usize>,
    /// The very position in the file, or the statement where the server gave none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<SourceSpan>,
}

impl SqlFailure {
    /// Reads a driver error; the file's place is added by [`Self::placed`].
    pub fn of(error: &tokio_postgres::Error) -> Self {
        let Some(server) = error.as_db_error() else {
            let mut message = error.to_string();
            let mut source = error.source();
            while let Some(cause) = source {
                message = format!("{message}: {cause}");
                source = cause.source();
            }
            return Self::plain(message);
        };
        Self {
            sqlstate: Some(server.code().code().to_owned()),
            message: server.message().to_owned(),
            detail: server.detail().map(str::to_owned),
            hint: server.hint().map(str::to_owned),
            context: server.where_().map(str::to_owned),
            statement: None,
            span: None,
        }
    }

    /// Returns a failure that did not come from the server.
    pub fn plain(message: impl Into<String>) -> Self {
        Self {
            sqlstate: None,
            message: message.into(),
            detail: None,
            hint: None,
            context: None,
            statement: None,
            span: None,
        }
    }

    /// Says which statement failed and where: the server's position counts
    /// characters of the statement, `sql` is the whole file.
    #[must_use]
    pub fn placed(
        mut self,
        error: &tokio_postgres::Error,
        sql: &str,
        ordinal: usize,
        statement: SourceSpan,
    ) -> Self {
        self.statement = Some(ordinal);
        self.span = Some(statement);
        if let Some(ErrorPosition::Original(position)) =
            error.as_db_error().and_then(|it| it.position())
        {
            let index = LineIndex::new(sql);
            let start = index.byte_of_character(statement.start, *position as usize);
            self.span = Some(index.span(start, word_end(sql, start)));
        }
        self
    }

    /// Returns the failure as a finding about `file`.
    pub fn finding(&self, file: &str) -> Finding {
        let code = self.sqlstate.as_deref().unwrap_or("no answer");
        let why = [&self.detail, &self.context]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join("\n");
        Finding::new(
            "migration-fails",
            Severity::Error,
            file,
            format!("{} ({code})", self.message),
        )
        .why(why)
        .help(self.hint.clone().unwrap_or_default())
        .at(file, self.span)
    }
}

impl fmt::Display for SqlFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        if let Some(sqlstate) = &self.sqlstate {
            write!(formatter, " ({sqlstate})")?;
        }
        Ok(())
    }
}

/// Returns where the word, quoted name or single character at `start` ends.
fn word_end(sql: &str, start: usize) -> usize {
    let rest = sql.get(start..).unwrap_or("");
    let length = if rest.starts_with('"') {
        rest.char_indices()
            .skip(1)
            .find(|(_, it)| *it == '"')
            .map_or(rest.len(), |(at, _)| at + 1)
    } else {
        rest.find(|it: char| !(it.is_alphanumeric() || it == '_' || it == '.'))
            .unwrap_or(rest.len())
    };
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start + length.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_covers_a_word() {
        assert_eq!(word_end("select * from shop;", 14), 18);
        assert_eq!(word_end("select \"a b\" x", 7), 12);
        assert_eq!(word_end("select )", 7), 8);
        assert_eq!(word_end("ż", 0), 2);
        assert_eq!(word_end("", 0), 0);
    }
}
