//! Whether a bundle is as it was sealed; what is not is a finding.
//!
//! Integrity only: whoever can rewrite a bundle can rewrite its manifests too.
//! The root digest, printed when a run ends, is what to keep elsewhere; a
//! signature over it will be checked here.

mod check;
mod findings;
mod report;
mod tree;

pub use check::verify;
pub use report::{Authenticity, CheckedFile, FileState, VERIFY_SCHEMA, VerifyReport};
