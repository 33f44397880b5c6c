//! Why the catalog could not be read.

use std::borrow::Cow;

use stagecraft_catalog::Kind;
use stagecraft_model::{ErrorClass, Fault};
use tokio_postgres::Error as DriverError;

/// Why the catalog could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The server refused a query.
    #[error("the server did not describe its {what}: {message} (SQLSTATE {sqlstate})")]
    Refused {
        /// What was asked for.
        what: String,
        /// The server's own words.
        message: String,
        /// Five characters.
        sqlstate: String,
    },
    /// The connection broke, or the answer was not what was asked for.
    #[error("the connection failed while the catalog was read")]
    Connection(#[source] DriverError),
    /// The server described an object in an unknown way.
    #[error("the server's catalog could not be understood")]
    Unknown(#[source] stagecraft_catalog::Error),
}

impl SnapshotError {
    pub(crate) fn sort(error: DriverError, what: impl Into<String>) -> Self {
        match error.as_db_error() {
            Some(said) => Self::Refused {
                what: what.into(),
                message: said.message().to_owned(),
                sqlstate: said.code().code().to_owned(),
            },
            None => Self::Connection(error),
        }
    }

    pub(super) fn of_kind(error: DriverError, kind: Kind) -> Self {
        Self::sort(error, format!("objects of the kind `{kind}`"))
    }

    /// Returns whether another session may be why: it drops what is being
    /// described, which Postgres answers with an internal error, an unknown
    /// name or a null, or holds a lock on it.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Refused { sqlstate, .. } => {
                matches!(
                    sqlstate.as_str(),
                    "XX000"
                        | "42P01"
                        | "42703"
                        | "42704"
                        | "42883"
                        | "3F000"
                        | "40P01"
                        | "40001"
                        | "55P03"
                )
            }
            Self::Unknown(stagecraft_catalog::Error::RowUnreadable { source, .. }) => {
                source.is_data()
            }
            _ => false,
        }
    }
}

impl Fault for SnapshotError {
    fn class(&self) -> ErrorClass {
        ErrorClass::Environment
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Refused { sqlstate, .. } if sqlstate == "55P03" => Some(
                "another session is changing what is to be described: try again when it is done"
                    .into(),
            ),
            Self::Refused { sqlstate, .. } if sqlstate == "25P02" => {
                Some("the transaction had failed before: roll it back first".into())
            }
            Self::Refused { sqlstate, .. } if sqlstate == "57014" => {
                Some("the role's statement_timeout is too short for its catalog: raise it".into())
            }
            Self::Unknown(error) => error.hint(),
            _ => None,
        }
    }
}
