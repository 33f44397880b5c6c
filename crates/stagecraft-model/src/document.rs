//! The envelope of every JSON document that leaves Stagecraft.
//!
//! **Invariant:** a document's bytes depend on its body and the clock passed in.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A body with the name of its schema, the version that wrote it and when.
///
/// Fields are only ever added within a schema's major number; readers ignore
/// fields that they do not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document<T> {
    /// For example `stagecraft.plan/1`.
    pub schema: String,
    /// The version of Stagecraft that wrote the document.
    pub stagecraft: String,
    /// When the body was made, UTC.
    pub made_at: Timestamp,
    /// What the document says.
    pub body: T,
}

/// A document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Not JSON, or not of this shape.
    #[error("not a readable document")]
    Malformed(#[source] serde_json::Error),
    /// Another kind of document, or a later major version.
    #[error("the document's schema is `{found}`, expected `{expected}`")]
    Schema {
        /// What the document calls itself.
        found: String,
        /// What the reader asked for.
        expected: String,
    },
}

impl<T> Document<T> {
    /// Wraps `body`; `schema` names its kind and major version.
    pub fn new(schema: &str, made_at: Timestamp, body: T) -> Self {
        Self {
            schema: schema.to_owned(),
            stagecraft: env!("CARGO_PKG_VERSION").to_owned(),
            made_at,
            body,
        }
    }
}

impl<T: Serialize> Document<T> {
    /// Returns pretty-printed JSON with a final newline.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}

impl<T: DeserializeOwned> Document<T> {
    /// Reads a document of exactly this schema.
    pub fn from_json(schema: &str, text: &str) -> Result<Self, DocumentError> {
        #[derive(Deserialize)]
        struct Head {
            schema: String,
        }
        let head: Head = serde_json::from_str(text).map_err(DocumentError::Malformed)?;
        if head.schema != schema {
            return Err(DocumentError::Schema {
                found: head.schema,
                expected: schema.to_owned(),
            });
        }
        serde_json::from_str(text).map_err(DocumentError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_schema_is_named() {
        let document = Document::new("stagecraft.plan/1", Timestamp::UNIX_EPOCH, 7);
        let text = document.to_json().unwrap();
        assert_eq!(
            Document::<i32>::from_json("stagecraft.plan/1", &text).unwrap(),
            document
        );
        let error = Document::<i32>::from_json("stagecraft.plan/2", &text).unwrap_err();
        assert!(error.to_string().contains("stagecraft.plan/1"));
    }
}
