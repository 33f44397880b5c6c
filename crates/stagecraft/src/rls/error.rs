//! Why a command about row security could not do its work.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use stagecraft_model::{ErrorClass, Fault, Finding, LineIndex, Severity, SourceSpan};
use stagecraft_rls::ContractError;

/// Why a command about row security could not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The project has no contract.
    #[error("there is no contract at {}", path.display())]
    NoContract {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A file could not be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("{} cannot be written", path.display())]
    Unwritable {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The contract is not what this version reads.
    #[error("{error}")]
    Contract {
        /// What is wrong, and where.
        error: ContractError,
        /// The contract's text.
        text: String,
    },
    /// A database is named, and the sandbox is asked for.
    #[error("an address is given, and the contract is to be checked in a sandbox")]
    TargetUnused,
    /// A filter that nothing passes.
    #[error("nothing in the contract is called {object}")]
    NothingNamed {
        /// What was asked for.
        object: String,
    },
    /// A report could not be put together.
    #[error("the JUnit report cannot be written")]
    Junit(#[source] quick_junit::SerializeError),
}

impl Error {
    /// Returns the error as a finding of a report.
    pub(crate) fn finding(&self) -> Finding {
        match self {
            Self::Contract { error, text } => Finding::new(
                "unreadable-contract",
                Severity::Error,
                &error.file,
                error.message.as_str(),
            )
            .at(error.file.as_str(), span(error.line, error.column, text)),
            other => {
                let source = std::error::Error::source(other)
                    .map_or_else(String::new, |it| format!(": {it}"));
                Finding::new(
                    "unreadable-contract",
                    Severity::Error,
                    super::CONTRACT,
                    format!("{other}{source}"),
                )
            }
        }
    }
}

/// Writes a file of the user's.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(|source| Error::Unwritable {
        path: path.to_path_buf(),
        source,
    })
}

/// From the place to the end of its line.
pub(crate) fn span(line: usize, column: usize, text: &str) -> Option<SourceSpan> {
    let number = line;
    let line = text.split_inclusive('\n').nth(number.checked_sub(1)?)?;
    let before: usize = text
        .split_inclusive('\n')
        .take(number - 1)
        .map(str::len)
        .sum();
    let inside = line
        .char_indices()
        .nth(column.checked_sub(1)?)
        .map_or(line.trim_end().len(), |(at, _)| at);
    let start = before + inside;
    let end = (before + line.trim_end().len()).max(start);
    Some(LineIndex::new(text).span(start, end))
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::NoContract { .. }
            | Self::Contract { .. }
            | Self::TargetUnused
            | Self::NothingNamed { .. } => ErrorClass::Usage,
            Self::Unreadable { .. } | Self::Unwritable { .. } | Self::Junit(_) => {
                ErrorClass::Environment
            }
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::NoContract { .. } => Some(
                "write one, docs/specs/rls.md says how, or name it with `--contract FILE`".into(),
            ),
            Self::TargetUnused => Some("say `--on target` to check that database".into()),
            _ => None,
        }
    }
}
