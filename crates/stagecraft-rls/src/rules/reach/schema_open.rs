//! A schema that API roles enter although it is not served.

use stagecraft_model::Severity;

use crate::facts::{Role, SchemaFacts};
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope, supabase};

/// Schemas of the platform that are made to be served.
const SERVED: &[&str] = &["graphql_public", "pgmq_public", "storage"];

pub(super) const RULE: Rule = Rule {
    id: "S17",
    name: "schema-open-to-api",
    severity: Severity::Warning,
    splinter: None,
    summary: "API roles may enter a schema that the API does not serve, or may create objects in \
              one; or the API serves a schema of the platform.",
    why: "What keeps a hidden schema hidden is one setting of the API, which another deployment \
          may not share. Who may create objects can put a function or table in front of one that \
          other code means.",
    help: "revoke USAGE or CREATE on the schema, or list it in the contract: `schemas` when the \
           API serves it, `hidden` when roles may enter it nevertheless",
    bad: "create schema private;
          grant usage, create on schema private to authenticated",
    good: "create schema private",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .schemas
        .iter()
        .filter_map(|schema| {
            if supabase::owns_schema(&schema.name) {
                served(scope, schema)
            } else {
                created(scope, schema).or_else(|| entered(scope, schema))
            }
        })
        .collect()
}

fn served(scope: &Scope<'_>, schema: &SchemaFacts) -> Option<Hit> {
    let wrong = scope.schemas.contains(&schema.name) && !SERVED.contains(&schema.name.as_str());
    wrong.then(|| {
        Hit::new(
            &schema.name,
            format!(
                "the API serves schema {}, which is the platform's own",
                schema.name
            ),
        )
        .severity(Severity::Error)
    })
}

fn created(scope: &Scope<'_>, schema: &SchemaFacts) -> Option<Hit> {
    let roles = among(scope, &schema.create);
    (!roles.is_empty()).then(|| {
        Hit::new(
            &schema.name,
            format!(
                "{} may create objects in schema {}",
                who(&roles),
                schema.name
            ),
        )
    })
}

/// Without a contract nobody said which schemas are served.
fn entered(scope: &Scope<'_>, schema: &SchemaFacts) -> Option<Hit> {
    if scope.schemas.contains(&schema.name) {
        return None;
    }
    let mut roles = among(scope, &schema.usage);
    if let Some(allowed) = scope.contract.and_then(|it| it.hidden.get(&schema.name)) {
        roles.retain(|it| !allowed.contains(&it.name));
    }
    if roles.is_empty() {
        return None;
    }
    let hit = Hit::new(
        &schema.name,
        format!(
            "{} may enter schema {}, which the API does not serve",
            who(&roles),
            schema.name
        ),
    );
    Some(if scope.contract.is_some() {
        hit
    } else {
        hit.severity(Severity::Note)
    })
}

fn among<'a>(scope: &Scope<'a>, names: &[String]) -> Vec<&'a Role> {
    scope
        .facts
        .bound_roles()
        .filter(|it| names.contains(&it.name))
        .collect()
}
