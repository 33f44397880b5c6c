//! Why a row of the catalog is not the object it should be.

use std::borrow::Cow;

use stagecraft_model::{ErrorClass, Fault};

use crate::Kind;

/// Why no snapshot could be made of what the server answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A row of a query is not an object of the query's kind.
    #[error("the server described a {kind} with oid {oid} in an unknown way")]
    RowUnreadable {
        /// The kind that was asked for.
        kind: Kind,
        /// Which one.
        oid: u32,
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
        Some("PostgreSQL 15 to 18 are known; report this with the server's version".into())
    }
}
