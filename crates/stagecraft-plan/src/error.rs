//! What can keep a project from being read at all.

use std::borrow::Cow;
use std::path::PathBuf;

use stagecraft_model::{ErrorClass, Fault};

/// No plan could be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder is not there, or is not a project.
    #[error("`{}` holds no supabase folder", path.display())]
    ProjectMissing {
        /// The folder that was named.
        path: PathBuf,
    },
    /// A folder of the project could not be listed.
    #[error("could not list `{}`", path.display())]
    FolderUnreadable {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file of the project could not be read.
    #[error("could not read `{}`", path.display())]
    FileUnreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// `supabase/config.toml` is not TOML, or a setting has the wrong type.
    #[error("`{}` is not a readable configuration", path.display())]
    ConfigMalformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// The file named with `--history` does not hold history rows.
    #[error("`{}` does not hold rows of the history table", path.display())]
    HistoryMalformed {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: serde_json::Error,
    },
    /// A document could not be written as JSON.
    #[error("could not write the document")]
    Document {
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::FileUnreadable { source, .. }
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                ErrorClass::Usage
            }
            Self::FolderUnreadable { .. } | Self::FileUnreadable { .. } => ErrorClass::Environment,
            Self::ProjectMissing { .. }
            | Self::ConfigMalformed { .. }
            | Self::HistoryMalformed { .. }
            | Self::Document { .. } => ErrorClass::Usage,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::ProjectMissing { .. } => {
                Some("name the folder that holds supabase/, or supabase/ itself".into())
            }
            Self::FolderUnreadable { .. } | Self::FileUnreadable { .. } => {
                Some("check that it exists and that you may read it".into())
            }
            Self::ConfigMalformed { .. } => Some("correct the line that the parser names".into()),
            Self::HistoryMalformed { .. } => Some(
                "write it with: select json_agg(t) from (select version, name, statements from \
                 supabase_migrations.schema_migrations) t"
                    .into(),
            ),
            Self::Document { .. } => None,
        }
    }
}
