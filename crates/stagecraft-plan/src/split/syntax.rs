//! What squawk's grammar says about each statement.
//!
//! Parsed one statement at a time, so that memory is bounded by the longest
//! statement. The parser and the trees it makes recurse without a limit of
//! their own: hence the stack of its own, the cap on tokens, and the guard
//! against a panic of the parser, which is a gap of the parser and not an
//! answer about the file.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use squawk_syntax::SourceFile;

/// Longer statements (data, mostly) are left to Postgres.
pub(super) const MOST_TOKENS: usize = 4_000;

/// What stands behind so many bytes of a file is left to Postgres: a file that
/// long holds data, and parsing costs ten times as much as splitting.
pub(super) const MOST_BYTES: usize = 2 << 20;

/// Deeper nesting is left to Postgres.
pub(super) const DEEPEST: usize = 200;

const STACK: usize = 256 << 20;

/// What the parser did not understand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// Which of the texts.
    pub(super) text: usize,
    /// Where in it.
    pub(super) at: Range<usize>,
    /// The parser's words.
    pub(super) message: String,
}

/// Parses each text on its own; returns the first complaint of each, at most
/// `limit` of them.
pub(super) fn complaints(texts: &[(usize, &str)], limit: usize) -> Vec<Complaint> {
    if texts.is_empty() {
        return Vec::new();
    }
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || {
                texts
                    .iter()
                    .filter_map(|(index, text)| first_complaint(*index, text))
                    .take(limit)
                    .collect()
            })
            .ok()
            .and_then(|thread| thread.join().ok())
            .unwrap_or_default()
    })
}

fn first_complaint(index: usize, text: &str) -> Option<Complaint> {
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let error = SourceFile::parse(text).errors().into_iter().next()?;
        let range = error.range();
        Some(Complaint {
            text: index,
            at: usize::from(range.start())..usize::from(range.end()),
            message: error.message().to_owned(),
        })
    }));
    parsed.unwrap_or_else(|_| {
        Some(Complaint {
            text: index,
            at: 0..text.len(),
            message: "the parser gave up on this statement".to_owned(),
        })
    })
}
