//! A migration that is not a file of SQL to be run once.

use stagecraft_model::{Finding, Severity};

use super::Rule;

pub(crate) const RULE: Rule = Rule {
    id: "migration-not-run",
    severity: Severity::Warning,
    why: "What it does to the database is missing here: files that come after it may fail \
          from that, and not from what is in them.",
    help: "where later files depend on it, write what it does as SQL",
};

/// `up` is written in a programming language, and perhaps `down` too.
pub(crate) fn program(up: &str, down: Option<&str>) -> Finding {
    let message = match down {
        Some(down) => format!("neither `{up}` nor `{down}` is run: they are programs"),
        None => format!("`{up}` is not run: it is a program"),
    };
    RULE.finding(up, message).at(up, None)
}

/// `down` is written in a programming language, unlike its migration.
pub(crate) fn program_back(down: &str) -> Finding {
    RULE.finding(down, format!("`{down}` is not run: it is a program"))
        .why("Whether it undoes its migration cannot be tried.")
        .help("where it is to be tried, write what it does as SQL")
        .at(down, None)
}

/// `path` is run after all others whenever it changes.
pub(crate) fn repeatable(tool: &str, path: &str) -> Finding {
    RULE.finding(
        path,
        format!("{tool} runs `{path}` again whenever it changes; here it is not run"),
    )
    .why("What it makes is missing here.")
    .help("where a migration depends on it, write it as one too")
    .at(path, None)
}
