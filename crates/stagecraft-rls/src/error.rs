//! Why a contract could not be checked.

use std::borrow::Cow;

use stagecraft_model::{ErrorClass, Fault};

/// Why a contract could not be checked. What does not hold is no error but a
/// result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The catalogs could not be read.
    #[error("the catalogs could not be read")]
    Facts(#[source] tokio_postgres::Error),
    /// The catalogs said something unexpected.
    #[error("the catalogs said something unexpected")]
    Unreadable(#[source] serde_json::Error),
    /// The runner stopped before it had tried everything.
    #[error("the probes could not be run")]
    Run(#[source] tokio_postgres::Error),
    /// SQL of the contract failed.
    #[error("the contract's SQL fails: {message}")]
    Contract {
        /// Whose command on what, and what the server said.
        message: String,
        /// What the contract says there.
        says: String,
    },
    /// The catalogs have no such relation.
    #[error("there is no table or view {object}")]
    NoSuchObject {
        /// What was asked for.
        object: String,
    },
    /// The contract has no such actor.
    #[error("the contract has no actor {actor}")]
    NoSuchActor {
        /// What was asked for.
        actor: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// Nothing could be drafted: the rows could not be read or made.
    #[error("nothing could be drafted")]
    Draft(#[source] tokio_postgres::Error),
    /// What was drafted is no contract.
    #[error("what was drafted is no contract")]
    Drafted(#[source] crate::ContractError),
    /// The runner said nothing.
    #[error("the probes ran and gave no result")]
    Silent,
}

/// How the runner's hint begins where the contract's SQL fails.
const SAYS: &str = "the contract says: ";

impl Error {
    pub(crate) fn facts(error: tokio_postgres::Error) -> Self {
        Self::Facts(error)
    }

    /// What the runner said, or what the contract's SQL did in it.
    pub(crate) fn run(error: tokio_postgres::Error) -> Self {
        let said = error.as_db_error().and_then(|it| {
            let says = it.hint().filter(|it| it.starts_with(SAYS))?;
            // As the contract has it, not as the runner does.
            let says = says
                .replace("{user}", ":user")
                .replace("{tenants}", ":tenants");
            Some((it.message().to_owned(), says))
        });
        match said {
            Some((message, says)) => Self::Contract { message, says },
            None => Self::Run(error),
        }
    }

    pub(crate) fn draft(error: tokio_postgres::Error) -> Self {
        Self::Draft(error)
    }

    pub(crate) fn unreadable(error: serde_json::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::Contract { .. } | Self::NoSuchObject { .. } | Self::NoSuchActor { .. } => {
                ErrorClass::Usage
            }
            _ => ErrorClass::Environment,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        if let Self::NoSuchActor { known, .. } = self {
            return Some(format!("it has {}", known.join(", ")).into());
        }
        if let Self::Contract { says, .. } = self {
            return Some(says.clone().into());
        }
        let Self::Run(error) = self else { return None };
        error
            .as_db_error()
            .and_then(|it| it.hint())
            .map(|it| Cow::Owned(it.to_owned()))
    }
}
