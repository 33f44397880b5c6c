//! H07: a server that shows statistics of hidden rows.

use stagecraft_model::Severity;

use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "H07",
    name: "vulnerable-server",
    severity: Severity::Warning,
    splinter: None,
    summary: "The server's minor version has CVE-2025-8713.",
    why: "On it, a role that can create operators can read sampled values of rows that policies hide: the planner shows them to such an operator.",
    help: "upgrade the server to 17.6, 16.10, 15.14, 14.19, 13.22 or later",
    // No SQL changes a server's version.
    bad: "",
    good: "",
    check,
};

/// The first versions of each major that are mended.
const MENDED: [u32; 5] = [130_022, 140_019, 150_014, 160_010, 170_006];

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let version = scope.facts.server.version;
    let major = scope.facts.server.major();
    let mended = MENDED.into_iter().find(|it| it / 10_000 == major);
    match mended {
        Some(mended) if version < mended => vec![Hit::new(
            &"server",
            format!(
                "the server is {major}.{}: statistics of rows that policies hide can be read before {major}.{}",
                version % 10_000,
                mended % 10_000
            ),
        )],
        _ => Vec::new(),
    }
}
