//! A foreign table that the API reaches.

use stagecraft_model::Severity;

use crate::facts::RelationKind;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S11",
    name: "foreign-table-reachable",
    severity: Severity::Error,
    splinter: Some("0017_foreign_table_in_api"),
    summary: "The API reaches a foreign table, which can't have policies.",
    why: "Row security does not exist for foreign tables: whoever is granted one reads all that \
          its server answers.",
    help: "move it to a schema that the API does not serve, or revoke the grants; serve the rows \
           by a function or view that checks the caller",
    bad: "create foreign data wrapper elsewhere;
          create server elsewhere foreign data wrapper elsewhere;
          create foreign table public.orders (id bigint, tenant uuid) server elsewhere",
    good: "create foreign data wrapper elsewhere;
           create server elsewhere foreign data wrapper elsewhere;
           create schema private;
           create foreign table private.orders (id bigint, tenant uuid) server elsewhere",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind == RelationKind::ForeignTable)
        .filter_map(|it| {
            let roles = scope.reached_by(it);
            (!roles.is_empty()).then(|| {
                Hit::new(
                    &it.name,
                    format!(
                        "{} is a foreign table without policies, and {} can reach it",
                        it.name,
                        who(&roles)
                    ),
                )
            })
        })
        .collect()
}
