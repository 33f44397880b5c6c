//! Why nothing could be proven at all.

use std::borrow::Cow;

use stagecraft_connect::snapshot::SnapshotError;
use stagecraft_model::{ErrorClass, Fault};

/// Why nothing could be proven at all; a rollback that fails is a grade.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The catalog or the contents could not be read.
    #[error("catalog and contents could not be read")]
    Unreadable(#[from] SnapshotError),
    /// The connection broke.
    #[error("the connection broke during a proof")]
    Lost(#[source] tokio_postgres::Error),
    /// The server would not begin a transaction.
    #[error("no transaction could be begun")]
    Ended,
    /// After a way back, the database is not where the migration had led.
    #[error("the database could not be led to where the migration had led: {0}")]
    Astray(String),
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        ErrorClass::Environment
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Unreadable(source) => source.hint(),
            Self::Lost(_) | Self::Ended | Self::Astray(_) => None,
        }
    }
}
