//! What can keep a project from being read at all.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use stagecraft_model::{ErrorClass, Fault};

use crate::Layout;

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
    /// No usual folder holds migrations that are understood.
    #[error("{}", missing(path, *layout, seen, looked))]
    MigrationsMissing {
        /// The folder that was named.
        path: PathBuf,
        /// The layout that was asked for.
        layout: Option<Layout>,
        /// What the folders that are there hold instead.
        seen: Vec<String>,
        /// The folders that were looked for.
        looked: Vec<String>,
    },
    /// Migrations of more than one layout, or in more than one folder.
    #[error("{}", ambiguous(path, found))]
    LayoutAmbiguous {
        /// The folder that was named.
        path: PathBuf,
        /// What fits, and in which folder.
        found: Vec<(Layout, String)>,
    },
    /// A history was given for a project that has none of the Supabase CLI's.
    #[error(
        "the layout {layout} has no history to compare with: only that of the Supabase CLI is read"
    )]
    HistoryForeign {
        /// The project's layout.
        layout: Layout,
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
            | Self::MigrationsMissing { .. }
            | Self::LayoutAmbiguous { .. }
            | Self::HistoryForeign { .. }
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
            Self::MigrationsMissing { .. } => Some(
                "name the folder that holds the migrations; what they are named like can be \
                 said with `--layout <name>`"
                    .into(),
            ),
            Self::LayoutAmbiguous { .. } => Some(
                "say which is meant with `--layout <name>`, or name the folder that holds the \
                 migrations"
                    .into(),
            ),
            Self::HistoryForeign { .. } => Some("leave out `--history`".into()),
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

fn missing(path: &Path, layout: Option<Layout>, seen: &[String], looked: &[String]) -> String {
    let path = path.display();
    let what = match layout {
        Some(layout) => format!("no migrations of the layout {layout}"),
        None => "neither supabase/ nor migrations".to_owned(),
    };
    if seen.is_empty() {
        return format!("`{path}` holds {what}: it is not a folder");
    }
    let looked: Vec<_> = looked.iter().map(|it| format!("`{it}`")).collect();
    format!(
        "`{path}` holds {what}: looked into {}; of these there is {}",
        looked.join(", "),
        seen.join(", ")
    )
}

fn ambiguous(path: &Path, found: &[(Layout, String)]) -> String {
    let found: Vec<_> = found
        .iter()
        .map(|(layout, folder)| format!("{layout} in `{folder}`"))
        .collect();
    format!(
        "it is not clear which migrations of `{}` are meant: {}",
        path.display(),
        found.join(", ")
    )
}
