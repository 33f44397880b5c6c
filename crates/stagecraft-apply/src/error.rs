//! Why nothing could be applied at all.

use std::borrow::Cow;

use stagecraft_model::{ErrorClass, Fault};

use crate::SqlFailure;

/// Why nothing could be applied at all; a file that fails is a report, not an
/// error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The history table could not be made or read.
    #[error(
        "the history table `supabase_migrations.schema_migrations` could not be {action}: {failure}"
    )]
    History {
        /// `created` or `read`.
        action: &'static str,
        /// What the server said.
        failure: Box<SqlFailure>,
    },
    /// The tool's own journal could not be written.
    #[error("the journal `stagecraft.journal` could not be written: {failure}")]
    Journal {
        /// What the server said.
        failure: Box<SqlFailure>,
    },
    /// What migrations have kept could not be read or let go.
    #[error("what is kept in `stagecraft_keep` could not be {action}: {failure}")]
    Kept {
        /// `read` or `let go`.
        action: &'static str,
        /// What the server said.
        failure: Box<SqlFailure>,
    },
    /// The async runtime could not be started.
    #[error("no threads could be started")]
    Runtime {
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The plan holds findings that forbid applying it.
    #[error("the plan has {errors} error{}", if *errors == 1 { "" } else { "s" })]
    PlanNotClean {
        /// How many findings are errors.
        errors: usize,
    },
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::History { .. }
            | Self::Journal { .. }
            | Self::Kept { .. }
            | Self::Runtime { .. } => ErrorClass::Environment,
            Self::PlanNotClean { .. } => ErrorClass::Usage,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::History { .. } => {
                Some("connect as the role that owns the history, on Supabase `postgres`".into())
            }
            Self::Journal { .. } => {
                Some("connect as a role that may create the schema `stagecraft`, on Supabase `postgres`".into())
            }
            Self::Kept { .. } => {
                Some("connect as the role that applied the migrations; where a lock was waited for, try again".into())
            }
            Self::PlanNotClean { .. } => {
                Some("mend what the findings above name, then try again".into())
            }
            Self::Runtime { .. } => None,
        }
    }
}
