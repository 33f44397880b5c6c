//! Why rows could not be loaded or written.

use std::borrow::Cow;
use std::path::PathBuf;

use stagecraft_model::{ErrorClass, Fault};

use crate::Refusal;
use crate::encode::Unfit;

/// Why rows could not be loaded or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No connection could be made.
    #[error("could not connect to load rows")]
    CannotConnect {
        /// What the connector said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The connection broke.
    #[error("the connection was lost while `{about}` was loaded")]
    ConnectionLost {
        /// The table, or what else was being done.
        about: String,
        /// What the driver said.
        #[source]
        source: tokio_postgres::Error,
    },
    /// The server refused rows or a statement.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// A value does not go with its column's codec.
    #[error("row {row} of {table} can't be sent")]
    Unfit {
        /// The table.
        table: String,
        /// The row, from 0.
        row: u64,
        /// The column, and what is wrong.
        #[source]
        source: Unfit,
    },
    /// The job contradicts itself.
    #[error("the job's table {table} makes no sense: {problem}")]
    Malformed {
        /// The table.
        table: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// The database has no such table.
    #[error("there is no table {table}")]
    TableMissing {
        /// The table.
        table: String,
    },
    /// COPY does not work for a role that is subject to row security.
    #[error("row security of {table} applies to the role `{role}`, so COPY into it is refused")]
    RowSecurity {
        /// The table.
        table: String,
        /// The role.
        role: String,
    },
    /// Triggers were to be silent, but the role may not do that.
    #[error("the role `{role}` may not set session_replication_role, which silences triggers")]
    TriggersStay {
        /// The role.
        role: String,
    },
    /// Whoever makes rows ended before all were made.
    #[error("rows of {table} ended before all were made: making them panicked")]
    RowsEnded {
        /// The table.
        table: String,
    },
    /// The journal has slices of a table that is empty.
    #[error("rows of {table} were loaded before, but it is empty now")]
    Vanished {
        /// The table.
        table: String,
    },
    /// A file could not be written.
    #[error("could not write `{}`", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The shard is not one of its own number of shards.
    #[error("there is no shard {index} of {count}: shards count from 1")]
    NoSuchShard {
        /// Which one was wanted.
        index: u64,
        /// How many there are.
        count: u64,
    },
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::Unfit { .. }
            | Self::Malformed { .. }
            | Self::TableMissing { .. }
            | Self::NoSuchShard { .. } => ErrorClass::Usage,
            _ => ErrorClass::Environment,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::ConnectionLost { .. } => {
                "load again: what is committed is kept, and only the rest is sent"
            }
            Self::Refused(refusal) => return Some(refusal.hint().into()),
            Self::RowSecurity { .. } => {
                "load as the table's owner (without `force row level security`) or as a role with bypassrls"
            }
            Self::TriggersStay { .. } => {
                "load without that option, or as a role that may set session_replication_role"
            }
            Self::Unfit { .. } => "the plan and whoever makes the rows disagree: plan again",
            Self::TableMissing { .. } => "apply the migrations first, or plan the rows again",
            Self::Vanished { .. } => {
                "delete its lines from stagecraft_seed.slices to load them again, or replace"
            }
            Self::RowsEnded { .. } => "this is a defect of whoever makes the rows: report it",
            _ => return None,
        };
        Some(hint.into())
    }
}
