//! Why no contract could be drafted.

use std::borrow::Cow;
use std::path::PathBuf;

use stagecraft_model::{ErrorClass, Fault};

/// Why no contract could be drafted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// There is a contract already.
    #[error("{} is there already", path.display())]
    Present {
        /// The contract, or its fixture.
        path: PathBuf,
    },
    /// Only Supabase projects have the API whose roles a contract speaks of.
    #[error("only Supabase projects have row security contracts")]
    OtherLayout,
    /// A migration does not apply.
    #[error("{path} does not apply")]
    Migration {
        /// Which one.
        path: String,
    },
    /// The sandbox's database went away.
    #[error("the sandbox does not answer")]
    SandboxLost {
        /// What the connection said.
        #[source]
        source: tokio_postgres::Error,
    },
    /// The catalog could not be read.
    #[error(transparent)]
    Snapshot(#[from] stagecraft_connect::snapshot::SnapshotError),
    /// Tables could not be filled.
    #[error(transparent)]
    Fill(#[from] stagecraft_seed::Error),
    /// Nothing could be drafted.
    #[error(transparent)]
    Draft(#[from] stagecraft_rls::Error),
}

impl Fault for DraftError {
    fn class(&self) -> ErrorClass {
        match self {
            Self::Present { .. } | Self::OtherLayout | Self::Migration { .. } => ErrorClass::Usage,
            _ => ErrorClass::Environment,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Present { .. } => Some("`--force` writes over it".into()),
            Self::Migration { .. } => Some("`--skip-failing` goes on without it".into()),
            _ => None,
        }
    }
}
