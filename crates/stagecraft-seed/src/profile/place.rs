//! Where the profile is wrong.

use std::borrow::Cow;
use std::ops::Range;

use stagecraft_model::{ErrorClass, Fault, LineIndex, SourceSpan};

/// A profile that can't be read, with the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct ProfileError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Fault for ProfileError {
    fn class(&self) -> ErrorClass {
        ErrorClass::Usage
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        None
    }
}

/// The file that is being read.
pub(super) struct Place<'a> {
    file: &'a str,
    text: &'a str,
    index: LineIndex<'a>,
}

impl<'a> Place<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            index: LineIndex::new(text),
        }
    }

    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) -> ProfileError {
        ProfileError {
            file: self.file.to_owned(),
            line: self.index.line(span.start),
            column: self.index.column(span.start),
            message: message.into(),
        }
    }

    pub(super) fn span(&self, span: Range<usize>) -> SourceSpan {
        self.index.span(span.start, span.end)
    }

    pub(super) fn unreadable(&self, error: &toml::de::Error) -> ProfileError {
        let span = error.span().unwrap_or(0..0);
        let message = match (error.message().trim(), self.text.get(span.clone())) {
            ("duplicate key", Some(key)) => format!("duplicate key `{key}`"),
            (message, _) => message.to_owned(),
        };
        self.error(span, message)
    }
}
