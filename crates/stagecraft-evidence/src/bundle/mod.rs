//! A bundle: the files of one run, sealed by two manifests.

mod files;
mod log;
mod open;
mod writer;

pub(crate) use files::{make_folder, unwritable};
pub use log::LogWriter;
pub use open::Bundle;
pub(crate) use open::folder;
pub use writer::{BundleWriter, SealedBundle};

/// What the folder of a bundle that is not sealed yet ends in.
pub(crate) const PARTIAL: &str = "partial";
