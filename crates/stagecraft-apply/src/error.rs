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
            Self::History { .. } | Self::Runtime { .. } => ErrorClass::Environment,
            Self::PlanNotClean { .. } => ErrorClass::Usage,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::History { .. } => {
                Some("connect as the role that owns the history, on Supabase `postgres`".into())
            }
            Self::PlanNotClean { .. } => {
                Some("mend what the findings above name, then try again".into())
            }
            Self::Runtime { .. } => None,
        }
    }
}
