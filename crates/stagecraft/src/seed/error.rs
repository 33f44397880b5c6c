//! Why a command about seeds could not do its work.

use std::borrow::Cow;
use std::path::PathBuf;

use stagecraft_model::{ErrorClass, Fault};
use stagecraft_seed::ProfileError;

/// Why a command about seeds could not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
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
    /// A file is there already.
    #[error("{} is there already", path.display())]
    Present {
        /// Which one.
        path: PathBuf,
    },
    /// The profile is not what this version reads.
    #[error("{0}")]
    Profile(ProfileError),
    /// The profile does not fit the schema.
    #[error("{file} does not fit the schema")]
    Unfit {
        /// The profile.
        file: String,
    },
    /// No scale is called so.
    #[error("the profile has no scale `{name}`")]
    NoScale {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A database is named, and the sandbox is asked for.
    #[error("an address is given, and the rows go to a sandbox")]
    TargetUnused,
    /// A migration does not apply.
    #[error("{path} does not apply")]
    Migration {
        /// Which one.
        path: String,
    },
    /// Nothing was loaded that could be compared.
    #[error("this database holds no rows that `stagecraft seed load` put there")]
    NothingLoaded,
    /// The schema has no table.
    #[error("there is no table to make rows for")]
    NoTables,
    /// The profile is another one than the rows were made with.
    #[error("the profile is not the one that the rows were made with")]
    OtherProfile,
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::Unreadable { .. } | Self::Unwritable { .. } => ErrorClass::Environment,
            _ => ErrorClass::Usage,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Present { .. } => Some("say `--force` to write over it".into()),
            Self::NoScale { known, .. } if known.is_empty() => {
                Some("write scales into the profile: `[scales]`".into())
            }
            Self::NoScale { known, .. } => Some(format!("there are {}", known.join(", ")).into()),
            Self::TargetUnused => Some("say `--on target` to load into that database".into()),
            Self::Migration { .. } => {
                Some("say `--skip-failing` to go on with the schema that the others make".into())
            }
            Self::NothingLoaded => {
                Some("load them first: `stagecraft seed load --on target`".into())
            }
            Self::OtherProfile => Some("name the one that was used with `--profile FILE`".into()),
            _ => None,
        }
    }
}
