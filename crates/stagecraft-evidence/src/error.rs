//! Why evidence could not be written or read.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use stagecraft_model::{DocumentError, ErrorClass, Fault};

use crate::secret::Sighting;

/// Why evidence could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file's name would not survive every file system and shell.
    #[error("{name:?} cannot be a file of a bundle: {why}")]
    NameNotPortable {
        /// The name as given.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Two files of one bundle would have the same name.
    #[error("the bundle already holds `{name}` (names are compared without case)")]
    NameTaken {
        /// The name as given.
        name: String,
    },
    /// A run of this id has left something already.
    #[error("{path} already exists")]
    RunExists {
        /// The folder that is in the way.
        path: PathBuf,
    },
    /// A file or folder could not be written.
    #[error("{path} cannot be written")]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file or folder could not be read.
    #[error("{path} cannot be read")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A body could not be turned into JSON.
    #[error("`{name}` cannot be written as JSON")]
    Unserialisable {
        /// The document's name.
        name: String,
        /// What the serialiser said.
        #[source]
        source: serde_json::Error,
    },
    /// A log of the bundle is still being written.
    #[error("`{name}` is still being written")]
    LogStillOpen {
        /// The log's name.
        name: String,
    },
    /// Something in the bundle looks like a secret; it was not sealed.
    #[error("not sealed: {}", describe(.sightings))]
    SecretFound {
        /// Where, by file; never the text.
        sightings: Vec<(String, Sighting)>,
    },
    /// The path is not a folder.
    #[error("{path} is not a folder")]
    NotAFolder {
        /// The path as given.
        path: PathBuf,
        /// Whether an unsealed bundle of this name stands beside it.
        partial: bool,
    },
    /// The folder has no index.
    #[error("{path} is not a bundle")]
    NotABundle {
        /// The folder as given.
        path: PathBuf,
    },
    /// The folder has no readable index.
    #[error("{path} is not the index of a bundle")]
    IndexUnreadable {
        /// The index.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: DocumentError,
    },
    /// The topic of a heartbeat is not usable as a folder's name.
    #[error("{topic:?} cannot be a topic")]
    TopicNotPortable {
        /// The topic as given.
        topic: String,
    },
    /// The wrapped command does not exist.
    #[error("{command:?} was not found")]
    CommandNotFound {
        /// The command without its arguments.
        command: String,
    },
    /// The wrapped command exists and did not start.
    #[error("{command:?} could not be started")]
    CommandNotStartable {
        /// The command without its arguments.
        command: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The operating system does not let signals or children be watched.
    #[error("the running command cannot be watched")]
    Unwatchable {
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::NameNotPortable { .. }
            | Self::NameTaken { .. }
            | Self::Unserialisable { .. }
            | Self::LogStillOpen { .. }
            | Self::SecretFound { .. }
            | Self::NotAFolder { .. }
            | Self::NotABundle { .. }
            | Self::IndexUnreadable { .. }
            | Self::TopicNotPortable { .. } => ErrorClass::Usage,
            Self::RunExists { .. }
            | Self::Unwritable { .. }
            | Self::Unreadable { .. }
            | Self::CommandNotFound { .. }
            | Self::CommandNotStartable { .. }
            | Self::Unwatchable { .. } => ErrorClass::Environment,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let text = match self {
            Self::NameNotPortable { .. } => {
                "use letters, digits, `.`, `_`, `-` and `/`; `portable_name` makes such a name"
            }
            Self::RunExists { .. } => "run again: every run gets an id of its own",
            Self::Unwritable { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "the disk is full: free some space, or name another folder with --artifacts"
                }
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "make the folder writable, or name another one with --artifacts"
                }
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                    "a file stands where a folder is needed: move it away"
                }
                _ => return None,
            },
            Self::SecretFound { .. } => {
                "take the secret out of what the run reads (a migration, a seed, a comment) and \
                 change it at its source: it has been on disk"
            }
            Self::NotAFolder { partial: true, .. } => {
                "the run did not live to seal its bundle: what it wrote stands beside it in the \
                 folder of the same name with `.partial`"
            }
            Self::NotAFolder { .. } | Self::NotABundle { .. } => {
                "name the folder of one run: artifacts/data/<date>/<run-id>"
            }
            Self::IndexUnreadable { .. } => {
                "`stagecraft-evidence verify` says what happened to the bundle"
            }
            Self::TopicNotPortable { .. } => {
                "use up to 64 lower-case letters, digits, `_` and `-`, such as `data`"
            }
            Self::CommandNotFound { .. } => "check the spelling and PATH",
            Self::CommandNotStartable { .. } => "is it executable, and made for this machine?",
            _ => return None,
        };
        Some(text.into())
    }
}

fn describe(sightings: &[(String, Sighting)]) -> String {
    let places: Vec<String> = sightings
        .iter()
        .take(3)
        .map(|(file, seen)| format!("{file}:{} looks like a secret ({})", seen.line, seen.rule))
        .collect();
    let more = sightings.len().saturating_sub(places.len());
    if more == 0 {
        places.join(", ")
    } else {
        format!("{}, and {more} more", places.join(", "))
    }
}
