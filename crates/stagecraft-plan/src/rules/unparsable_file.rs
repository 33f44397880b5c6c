//! Text that cannot be SQL, or that the parser does not know.

use stagecraft_model::{Finding, Severity, SourceSpan};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "unparsable-file",
    severity: Severity::Error,
    why: "PostgreSQL would reject the file.",
    help: "close what is open",
};

/// Something is opened at `at` and never closed.
pub(crate) fn unterminated(path: &str, what: &str, at: SourceSpan) -> Finding {
    RULE.finding(path, format!("{what} is never closed"))
        .at(path, Some(at))
}

/// The parser does not know the statement at `at`.
pub(crate) fn unknown(path: &str, message: &str, at: SourceSpan) -> Finding {
    let message = format!("the parser does not know this: {message}");
    gap(&format!("{path}:{}", at.line), message).at(path, Some(at))
}

/// So many statements of the file were not understood that the rest was not tried.
pub(crate) fn and_more(path: &str, tried: usize) -> Finding {
    let message =
        format!("the parser does not know {tried} statements of `{path}` and tried no more");
    gap(path, message).at(path, None)
}

fn gap(subject: &str, message: String) -> Finding {
    Finding {
        severity: Severity::Warning,
        ..RULE.finding(subject, message)
    }
    .why(
        "Either PostgreSQL rejects the statement too, or the parser has a gap. Where statements \
         begin and end does not depend on the parser.",
    )
    .help("rehearse the file: PostgreSQL says which of the two it is")
}
