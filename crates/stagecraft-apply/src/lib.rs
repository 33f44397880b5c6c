//! Applies a plan to a database session, history row included.
//!
//! One transaction per file, its row in `supabase_migrations.schema_migrations`
//! in the same transaction, written as the Supabase CLI writes it; what cannot
//! run in a transaction runs statement by statement.
//!
//! Deliberately absent: where the database is and how to get there (that is
//! `stagecraft-connect`), and what the files mean (that is `stagecraft-plan`).
//! The journal, resume and the production gate attach at [`run_file`]: it
//! reports every statement that completed, in order.

pub mod args;
mod error;
mod executor;
mod failure;
pub mod history;
pub mod journal;
pub mod keep;
mod report;
mod script;
mod session;
mod undo;

pub use error::Error;
pub use executor::{begin, commit, play, play_apart, run_file, run_script};
pub use failure::SqlFailure;
pub use keep::{Conflict, Finalized, KeptPlace};
pub use report::{FileOutcome, FileReport, StatementReport};
pub use script::{Around, FileRun, Limits, Script};
pub use session::{Canceller, Session};
pub use undo::{UndoRun, undo};
