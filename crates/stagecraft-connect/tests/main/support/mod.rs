//! Servers, poolers, certificates and the command, for the tests.

pub(crate) mod certificates;
pub(crate) mod command;
pub(crate) mod pgbouncer;
pub(crate) mod server;

use std::fmt::Write as _;

use stagecraft_model::Fault as _;

/// Returns an error as the terminal shows it, its causes and hint included.
pub(crate) fn told(error: &stagecraft_connect::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let _ = write!(text, "\n  {cause}");
        source = cause.source();
    }
    format!("{text}\n  hint: {}", error.hint().unwrap_or_default())
}
