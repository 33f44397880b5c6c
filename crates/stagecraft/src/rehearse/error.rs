//! Why no rehearsal could be reported.

use std::borrow::Cow;

use stagecraft_model::{ErrorClass, Fault};

/// Why no rehearsal could be reported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The sandbox could not be made or stopped.
    #[error("no sandbox")]
    Sandbox(#[from] stagecraft_sandbox::Error),
    /// The async runtime could not be started.
    #[error("no threads could be started")]
    Runtime {
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The sandbox does not answer any more.
    #[error("the sandbox's server does not answer any more")]
    SandboxLost {
        /// What the driver said.
        #[source]
        source: tokio_postgres::Error,
    },
    /// Nothing could be applied at all.
    #[error("nothing could be applied")]
    Apply(#[from] stagecraft_apply::Error),
    /// The catalog could not be read.
    #[error("the catalog could not be read")]
    Catalog(#[from] stagecraft_connect::snapshot::SnapshotError),
    /// Nothing could be proven.
    #[error("no way back could be proven")]
    Proof(#[from] stagecraft_proof::Error),
    /// Tables could not be filled.
    #[error("tables could not be filled with rows")]
    Populate(#[from] stagecraft_seed::Error),
    /// A document of the sealed bundle could not be read back.
    #[error("{} could not be read", path.display())]
    Unreadable {
        /// The document.
        path: std::path::PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The bundle could not be written.
    #[error("the bundle could not be written")]
    Bundle(#[from] stagecraft_evidence::Error),
}

impl Error {
    /// Wraps what the system said when no threads could be started.
    pub(crate) fn runtime(source: std::io::Error) -> Self {
        Self::Runtime { source }
    }
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::Sandbox(source) => source.class(),
            Self::Apply(source) => source.class(),
            Self::Bundle(source) => source.class(),
            Self::Proof(source) => source.class(),
            Self::Populate(source) => source.class(),
            Self::Runtime { .. }
            | Self::SandboxLost { .. }
            | Self::Unreadable { .. }
            | Self::Catalog(_) => ErrorClass::Environment,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Sandbox(source) => source.hint(),
            Self::Apply(source) => source.hint(),
            Self::Bundle(source) => source.hint(),
            Self::Proof(source) => source.hint(),
            Self::Populate(source) => source.hint(),
            Self::SandboxLost { .. } => Some(
                "a migration may have brought the server down; its log is in the last lines above"
                    .into(),
            ),
            Self::Catalog(_) | Self::Runtime { .. } | Self::Unreadable { .. } => None,
        }
    }
}
