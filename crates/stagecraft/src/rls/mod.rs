//! `stagecraft rls`: a contract of who may touch which rows, and its proof.

mod copy;
mod error;

pub use copy::{connect_to, fill_copy};
pub use error::Error;
