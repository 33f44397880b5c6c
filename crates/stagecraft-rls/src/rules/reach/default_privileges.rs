//! New tables are granted to everybody before anybody thinks of policies.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_model::Severity;

use crate::facts::DefaultPrivilege;
use crate::rules::who::list;
use crate::rules::{Hit, Rule, Scope};

/// Privileges by which rows are read or changed.
const ROWS: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"];

pub(super) const RULE: Rule = Rule {
    id: "S15",
    name: "default-privileges-to-everybody",
    severity: Severity::Warning,
    splinter: None,
    summary: "Default privileges give every new table of a schema that the API serves to anon or \
              to everybody.",
    why: "A table is open from the moment it is made until its row security is enabled; one \
          forgotten statement publishes it.",
    help: "`alter default privileges for role … in schema … revoke all on tables from anon`, and \
           grant each table by name",
    bad: "alter default privileges grant select on tables to public",
    good: "alter default privileges in schema public revoke all on tables from anon",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut given: BTreeMap<(&str, Option<&str>), BTreeSet<&str>> = BTreeMap::new();
    for it in &scope.facts.default_privileges {
        if concerns(scope, it) {
            given
                .entry((&it.owner, it.schema.as_deref()))
                .or_default()
                .insert(&it.grantee);
        }
    }
    given
        .into_iter()
        .map(|((owner, schema), grantees)| {
            Hit::new(
                &schema.unwrap_or(owner),
                format!(
                    "new tables that {owner} makes in {} are granted to {}",
                    schema.map_or_else(|| "any schema".to_owned(), |it| format!("schema {it}")),
                    list(grantees)
                ),
            )
        })
        .collect()
}

/// A superuser's defaults are the platform's: the project can't change them, and
/// makes no tables as that role.
fn concerns(scope: &Scope<'_>, given: &DefaultPrivilege) -> bool {
    given.objects == 'r'
        && (given.grantee == "public" || given.grantee == "anon")
        && ROWS.contains(&given.privilege.as_str())
        && given
            .schema
            .as_ref()
            .is_none_or(|it| scope.schemas.contains(it))
        && scope
            .facts
            .role(&given.owner)
            .is_none_or(|it| !it.superuser)
}
