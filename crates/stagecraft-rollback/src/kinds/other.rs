//! Rows of catalogs that no kind is about.
//!
//! Nobody knows the statement that made one: nothing is done, and the difference
//! stays.

use stagecraft_catalog::{Other, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Other {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        Vec::new()
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        None
    }

    fn alter(&self, _from: &Self, _context: &Context<'_>) -> Change {
        Change::Alter(Vec::new())
    }
}
