//! L22: an extension that is older than what the server has.

use stagecraft_model::Severity;

use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L22",
    name: "outdated-extension",
    severity: Severity::Warning,
    splinter: Some("0022_extension_versions_outdated"),
    summary: "An extension is installed in another version than the server would install.",
    why: "What was mended since, security included, is not in the database yet.",
    help: "`alter extension … update`",
    bad: "create extension hstore schema extensions version '1.4';",
    good: "create extension hstore schema extensions;",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .extensions
        .iter()
        .filter_map(|it| {
            let current = it.default_version.as_deref()?;
            (current != it.version).then(|| {
                Hit::new(
                    &it.name,
                    format!(
                        "extension `{}` is {}, the server has {current}",
                        it.name, it.version
                    ),
                )
            })
        })
        .collect()
}
