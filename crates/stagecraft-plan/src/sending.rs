//! How the tools of the layouts send a file, as far as transactions go.
//!
//! golang-migrate, sqlx, diesel, Prisma and dbmate pass a file's text to the server as
//! it stands, so that several statements are one query; the Supabase CLI and
//! Flyway split it.

use stagecraft_model::Finding;

use crate::rules::impossible_transaction;
use crate::{Layout, Statement};

/// What a tool does about transactions around a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    /// One around the file, unless a statement of it cannot run in one.
    Fitting,
    /// One around every file that does not say otherwise.
    Wrapped,
    /// None of its own, but the file is one query: of several statements
    /// PostgreSQL makes a transaction.
    OneQuery,
}

fn sending(layout: Layout) -> Sending {
    match layout {
        Layout::Supabase | Layout::Flyway | Layout::Numbered => Sending::Fitting,
        Layout::Sqlx | Layout::Diesel | Layout::Dbmate => Sending::Wrapped,
        Layout::GolangMigrate | Layout::Prisma => Sending::OneQuery,
    }
}

/// Finds a statement that the layout's tool would send in a transaction, though
/// it cannot run in one.
pub(crate) fn impossible(
    layout: Layout,
    path: &str,
    statements: &[Statement],
    no_transaction: bool,
) -> Option<Finding> {
    let (statement, reason) = statements
        .iter()
        .find_map(|it| Some((it, it.outside_transaction.as_ref()?)))?;
    let (all, at) = (statements.len(), statement.span);
    match sending(layout) {
        Sending::Wrapped if !no_transaction => {
            Some(impossible_transaction::wrapped(layout, path, reason, at))
        }
        Sending::Wrapped | Sending::OneQuery if all > 1 => Some(impossible_transaction::one_query(
            layout, path, reason, all, at,
        )),
        Sending::Fitting | Sending::Wrapped | Sending::OneQuery => None,
    }
}
