//! Why a command about ways back could not do its work.

use std::borrow::Cow;
use std::path::PathBuf;

use stagecraft_model::{DocumentError, ErrorClass, Fault};
use stagecraft_proof::Grade;

/// Why a command about ways back could not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A file or folder could not be written.
    #[error("{} cannot be written", path.display())]
    Unwritable {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// `proofs.json` is not what this version reads.
    #[error("{} cannot be understood", path.display())]
    Proofs {
        /// Where it is.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: DocumentError,
    },
    /// Another tool's layout has no folder for generated files.
    #[error("nobody says where to write: the project is no Supabase project")]
    NoFolder,
    /// The project has no migration of this version.
    #[error("the project has no migration with the version {version}")]
    NoSuchVersion {
        /// What was asked for.
        version: String,
    },
    /// The rehearsal did not reach a proof.
    #[error("no way back of {version} was proven: {why}")]
    NoWayBack {
        /// Of which migration.
        version: String,
        /// How the migration ended.
        why: String,
    },
    /// Something else was applied last.
    #[error("{version} is not the newest version that the database has: that is {newest}")]
    NotNewest {
        /// What was asked for.
        version: String,
        /// What the history ends with.
        newest: String,
    },
    /// The history of the database is empty.
    #[error("the database has no migration applied")]
    NothingApplied,
    /// There is no file to run.
    #[error("{version} has no rollback file")]
    NoFile {
        /// Of which migration.
        version: String,
    },
    /// The file was never proven.
    #[error("{path} was not proven")]
    Unproven {
        /// The rollback.
        path: String,
    },
    /// Something is not what was proven.
    #[error("{path} has changed since its way back was proven")]
    Changed {
        /// The migration, the rollback, or what keeps its rows.
        path: String,
    },
    /// The database was given other statements than the file has now.
    #[error("{path} is not what the database was given under this version")]
    Edited {
        /// The migration.
        path: String,
    },
    /// The proof says that less comes back than asked for.
    #[error("{path} is {}, and not good enough: {why}", grade.label())]
    TooLossy {
        /// The rollback.
        path: String,
        /// Its grade.
        grade: Grade,
        /// The first reason.
        why: String,
    },
    /// The layout's own tool has the history.
    #[error("only Supabase projects can be undone from here")]
    OtherHistory,
    /// Nothing is kept for this version.
    #[error("nothing is kept for {version}")]
    NotKept {
        /// What was asked for.
        version: String,
    },
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::Unreadable { .. } | Self::Unwritable { .. } => ErrorClass::Environment,
            _ => ErrorClass::Usage,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::Unreadable { .. } | Self::Unwritable { .. } => return None,
            Self::Proofs { .. } | Self::Changed { .. } => {
                "run `stagecraft rollback generate`, review what it writes, then try again"
            }
            Self::NoFolder => "name a folder with `--out DIR`",
            Self::NoSuchVersion { .. } => {
                "a version is what stands before the first `_` of the file's name; `stagecraft plan show` lists them"
            }
            Self::NoWayBack { .. } => "`stagecraft rehearse` says why, with the line",
            Self::NotNewest { .. } => "undo the newer ones first, one by one, newest first",
            Self::NothingApplied => "`stagecraft apply status` shows the history",
            Self::NoFile { .. } => {
                "run `stagecraft rollback generate`, or write supabase/rollbacks/<version>_<name>.sql"
            }
            Self::Unproven { .. } => {
                "run `stagecraft rollback generate`, which proves it; `--unproven` runs it as it is"
            }
            Self::Edited { .. } => {
                "restore the file as it was applied; `--unproven` runs the rollback all the same"
            }
            Self::TooLossy { .. } => "read what it loses; `--at-worst lossy` runs it all the same",
            Self::OtherHistory => {
                "take the SQL from `stagecraft rollback show` and run it with the tool that keeps the history"
            }
            Self::NotKept { .. } => "`stagecraft rollback kept` lists what is kept",
        };
        Some(hint.into())
    }
}
