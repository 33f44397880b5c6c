//! The privileges that an actor's role lacks.

use super::About;
use super::explanation::MissingGrant;
use crate::facts::PolicyCommand;
use stagecraft_model::Ident;

/// Returns what is missing for the command; of a privilege on some columns only,
/// nothing is.
pub(super) fn missing(about: &About<'_>) -> Vec<MissingGrant> {
    let role = about.role();
    let grantee = Ident::new(role);
    let relation = about.relation;
    let mut missing = Vec::new();
    if about.facts.role(role).is_some_and(|it| it.superuser) {
        return missing;
    }
    let schema = relation.name.schema.as_str();
    let enters = about
        .facts
        .schema(schema)
        .is_none_or(|it| it.usage.iter().any(|it| it == role));
    if !enters {
        missing.push(MissingGrant {
            what: format!("{role} may not enter the schema {schema}"),
            grant: format!(
                "grant usage on schema {} to {grantee}",
                relation.name.schema
            ),
        });
    }
    let command = about.question.command.sql();
    if !relation.grants_any(role, command) {
        missing.push(MissingGrant {
            what: format!("{role} has no {command} on {}", relation.name),
            grant: format!(
                "grant {} on {} to {grantee}",
                command.to_lowercase(),
                relation.name
            ),
        });
    }
    let reads = matches!(
        about.question.command,
        PolicyCommand::Update | PolicyCommand::Delete
    );
    if reads && !relation.grants_any(role, "SELECT") {
        missing.push(MissingGrant {
            what: format!(
                "{role} has no SELECT on {}, which a WHERE or RETURNING needs",
                relation.name
            ),
            grant: format!("grant select on {} to {grantee}", relation.name),
        });
    }
    missing
}
