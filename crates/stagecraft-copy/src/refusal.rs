//! What the server refused, and where in the job that was.

use std::fmt;

use tokio_postgres::error::{DbError, SqlState};

use crate::Error;

/// What the server refused, and where.
#[derive(Clone)]
pub struct Refusal {
    /// The table.
    pub table: String,
    /// The slice, from 0; none where rows were not the matter.
    pub slice: Option<u64>,
    /// The row of the table, from 0, if the server said which.
    pub row: Option<u64>,
    /// The constraint that the server named.
    pub constraint: Option<String>,
    /// The column that the server named.
    pub column: Option<String>,
    /// The SQLSTATE.
    pub code: SqlState,
    /// The server's message.
    pub message: String,
    data: Option<String>,
}

impl Refusal {
    /// Returns the server's DETAIL, which may hold values of the row: it is in
    /// no message of this crate.
    pub fn row_data(&self) -> Option<&str> {
        self.data.as_deref()
    }

    /// Returns whether the same may work in a moment: a deadlock, or another
    /// transaction that came first.
    pub(crate) fn is_passing(&self) -> bool {
        self.code == SqlState::T_R_DEADLOCK_DETECTED
            || self.code == SqlState::T_R_SERIALIZATION_FAILURE
    }

    /// Returns one sentence on what to do.
    pub(crate) fn hint(&self) -> &'static str {
        let code = &self.code;
        if *code == SqlState::INSUFFICIENT_PRIVILEGE {
            "load as the table's owner, who may insert, truncate and alter it"
        } else if *code == SqlState::UNIQUE_VIOLATION {
            "the table has such a row already: empty it, replace instead of append, or use another seed"
        } else if *code == SqlState::FOREIGN_KEY_VIOLATION {
            "the row points at one that is not there: load the tables that it points at first"
        } else if *code == SqlState::CHECK_VIOLATION || *code == SqlState::NOT_NULL_VIOLATION {
            "nothing of the transaction was kept: change how that column is filled"
        } else if *code == SqlState::FEATURE_NOT_SUPPORTED && self.message.contains("truncate") {
            "a table outside the job points at this one: replace that one, too, or append"
        } else if *code == SqlState::UNDEFINED_COLUMN
            || *code == SqlState::UNDEFINED_TABLE
            || *code == SqlState::INVALID_BINARY_REPRESENTATION
            || *code == SqlState::PROTOCOL_VIOLATION
        {
            "the table has changed since the rows were planned: plan again"
        } else {
            "nothing of the transaction was kept: see the server's log for more"
        }
    }
}

/// Everything but the row's values.
impl fmt::Debug for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Refusal")
            .field("code", &self.code)
            .field("message", &self.to_string())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, self.slice) {
            (Some(row), _) => write!(formatter, "the server refused row {row} of {}", self.table)?,
            (None, Some(slice)) => write!(
                formatter,
                "the server refused rows of {} in slice {slice}",
                self.table
            )?,
            (None, None) => write!(formatter, "the server refused to load {}", self.table)?,
        }
        let place = match (&self.constraint, &self.column) {
            (Some(constraint), _) => format!(" (constraint {constraint})"),
            (None, Some(column)) => format!(" (column {column})"),
            (None, None) => String::new(),
        };
        write!(formatter, "{place}: {}", self.message)
    }
}

/// Where in the job a statement was sent.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) table: &'a (dyn fmt::Display + Sync),
    pub(crate) slice: Option<u64>,
    pub(crate) first_row: u64,
}

impl<'a> Place<'a> {
    pub(crate) fn table(table: &'a (dyn fmt::Display + Sync)) -> Self {
        Self {
            table,
            slice: None,
            first_row: 0,
        }
    }

    /// Turns what the driver said into an error that says where.
    pub(crate) fn fail(self, error: tokio_postgres::Error) -> Error {
        // `57P01` and its neighbours: the server ends the session, whatever it did.
        let goes_on = |it: &&DbError| !it.code().code().starts_with("57P");
        let Some(server) = error.as_db_error().filter(goes_on) else {
            return Error::ConnectionLost {
                about: self.table.to_string(),
                source: error,
            };
        };
        let context = server.where_().unwrap_or_default();
        let (line, column) = copy_context(context);
        let row = match (self.slice, line) {
            (Some(_), Some(line)) => Some(self.first_row + line.saturating_sub(1)),
            _ => None,
        };
        Error::Refused(Box::new(Refusal {
            table: self.table.to_string(),
            slice: self.slice,
            row,
            constraint: server.constraint().map(str::to_owned),
            column: server.column().map(str::to_owned).or(column),
            code: server.code().clone(),
            message: server.message().to_owned(),
            data: server.detail().map(str::to_owned),
        }))
    }
}

/// Reads `COPY t, line 5, column price: "…"`, whose end may be a row's value.
fn copy_context(context: &str) -> (Option<u64>, Option<String>) {
    let copy = context.lines().find_map(|it| it.strip_prefix("COPY "));
    let Some((_, after)) = copy.and_then(|it| it.split_once(", line ")) else {
        return (None, None);
    };
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let rest = after.get(digits.len()..).unwrap_or_default();
    let column = rest
        .strip_prefix(", column ")
        .map(|it| it.split_once(": ").map_or(it, |(name, _)| name).to_owned());
    (digits.parse().ok(), column)
}

#[cfg(test)]
mod tests {
    use super::copy_context;

    #[test]
    fn lines_and_columns_are_read_and_values_are_not() {
        let cases = [
            ("COPY t, line 5", (Some(5), None)),
            (
                "COPY t, line 12, column price: \"-3, line 9\"",
                (Some(12), Some("price".to_owned())),
            ),
            ("COPY t, line 2, column a", (Some(2), Some("a".to_owned()))),
            (
                "SQL function \"f\" statement 1\nCOPY t, line 7: \"1\t2\"",
                (Some(7), None),
            ),
            ("PL/pgSQL function f() line 3", (None, None)),
        ];
        for (context, expected) in cases {
            assert_eq!(copy_context(context), expected, "{context}");
        }
    }
}
