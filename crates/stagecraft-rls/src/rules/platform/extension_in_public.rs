//! L14: an extension among the project's own objects.

use stagecraft_model::Severity;

use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L14",
    name: "extension-in-public",
    severity: Severity::Warning,
    splinter: Some("0014_extension_in_public"),
    summary: "An extension's objects are in a schema that the API serves.",
    why: "Its functions can be called and its tables read through the API.",
    help: "`alter extension … set schema extensions`; one that can't be moved has to be dropped and created again",
    bad: "create extension hstore schema public;",
    good: "create extension hstore schema extensions;",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .extensions
        .iter()
        .filter(|it| scope.schemas.contains(&it.schema))
        .map(|it| {
            Hit::new(
                &it.name,
                format!("extension `{}` is in schema `{}`", it.name, it.schema),
            )
        })
        .collect()
}
