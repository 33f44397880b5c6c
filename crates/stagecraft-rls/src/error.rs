//! Why a contract could not be checked.

use std::borrow::Cow;

use stagecraft_model::{ErrorClass, Fault};

/// Why a contract could not be checked. What does not hold is no error but a
/// result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The catalogs could not be read.
    #[error("the catalogs could not be read")]
    Facts(#[source] tokio_postgres::Error),
    /// The catalogs said something unexpected.
    #[error("the catalogs said something unexpected")]
    Unreadable(#[source] serde_json::Error),
}

impl Error {
    pub(crate) fn facts(error: tokio_postgres::Error) -> Self {
        Self::Facts(error)
    }

    pub(crate) fn unreadable(error: serde_json::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        ErrorClass::Environment
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        None
    }
}
