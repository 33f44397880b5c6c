//! Why filling could not go on.

use std::borrow::Cow;

use stagecraft_model::{ErrorClass, Fault};

/// Why filling could not go on at all; a table that stays empty is part of the
/// report, not an error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The connection broke.
    #[error("the connection was lost while tables were filled")]
    ConnectionLost {
        /// What the driver said.
        #[source]
        source: tokio_postgres::Error,
    },
    /// The server refused a statement that should have worked.
    #[error("the server refused a statement of the seeding: {statement}")]
    Refused {
        /// The statement's beginning.
        statement: String,
        /// What the server said.
        #[source]
        source: tokio_postgres::Error,
    },
    /// A row that was made can't be sent.
    #[error("a row of {table} can't be sent")]
    Unfit {
        /// The table.
        table: String,
        /// Which column, and why.
        #[source]
        source: stagecraft_copy::encode::Unfit,
    },
    /// The server answered with something that was not asked for.
    #[error("the server's answer about `{table}` could not be read")]
    AnswerUnreadable {
        /// The table that was being filled.
        table: String,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        ErrorClass::Environment
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::ConnectionLost { .. } => {
                Some("a trigger or a check may have ended it: see the server's log".into())
            }
            Self::Refused { .. } => {
                Some("the role has to own the tables, or be allowed to read and fill them".into())
            }
            Self::Unfit { .. } => Some("give the column another generator in the profile".into()),
            Self::AnswerUnreadable { .. } => None,
        }
    }
}

impl Error {
    /// Returns what a failed statement means.
    pub(crate) fn of(source: tokio_postgres::Error, statement: &str) -> Self {
        if source.as_db_error().is_none() || source.is_closed() {
            return Self::ConnectionLost { source };
        }
        let statement = statement.split_whitespace().take(12).collect::<Vec<_>>();
        Self::Refused {
            statement: statement.join(" "),
            source,
        }
    }
}
