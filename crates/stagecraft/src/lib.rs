//! Composes the acts of a rehearsal, and the umbrella command.
//!
//! A tool that wants a rehearsal without the command line calls
//! [`rehearse::rehearse`] with its own [`rehearse::Observer`].

pub mod cli;
mod elapsed;
mod output;
pub mod rehearse;
pub mod rls;
pub mod rollback;
pub mod rollup;
pub mod seed;
mod signals;
