//! A file of dbmate's whose sections dbmate does not accept.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "broken-sections",
    severity: Severity::Error,
    why: "dbmate refuses a file unless all of its SQL stands behind a line `-- migrate:up`, \
          and each of these is followed by a line `-- migrate:down`.",
    help: "begin the file with `-- migrate:up`, and end it with `-- migrate:down` and what \
           undoes it",
};

/// `offence` says what is wrong with the sections of `path`.
pub(crate) fn found(path: &str, offence: &str) -> Finding {
    RULE.finding(path, format!("dbmate would refuse `{path}`: {offence}"))
        .at(path, None)
}
