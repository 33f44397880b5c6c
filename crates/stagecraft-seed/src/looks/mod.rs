//! What columns of text look like: guessed from their names, written from a
//! row's draws, and distinct where they have to be.
//!
//! A text for a number carries it as a token (`mira.tanaka.k3f@example.com`),
//! and what is cut to fit a length is never the token.

mod coded;
mod draft;
mod ends;
mod format;
mod guess;
mod listed;
mod look;
mod name;
mod people;
mod prose;
mod row;
mod tables;
mod things;
mod token;
mod write;

#[cfg(test)]
mod laws;

pub(crate) use format::{Format, formats};
pub(crate) use guess::guess;
pub(crate) use look::Look;
pub(crate) use row::RowLook;
