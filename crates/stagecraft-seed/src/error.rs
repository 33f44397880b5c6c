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
            Self::AnswerUnreadable { .. } => None,
        }
    }
}
