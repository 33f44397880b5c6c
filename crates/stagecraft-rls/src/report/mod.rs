//! What came of a check, in words and in the formats of other tools.
//!
//! One file for each format. All of them say the same of a [`Report`]: what can
//! be said at all is decided there and in `words.rs`.

mod document;
mod explained;
mod github;
mod human;
mod junit;
mod markdown;
mod matrix;
mod mutation;
mod place;
mod sarif;
mod words;

pub use document::{CHECK_SCHEMA, Counts, Extent, InputFile, Report};
pub use explained::explained;
pub use github::github;
pub use human::human;
pub use junit::junit;
pub use markdown::markdown;
pub use mutation::{MUTATION_SCHEMA, mutation};
pub use place::Places;
pub use sarif::sarif;
