//! L18: a column that keeps a server from being upgraded.

use stagecraft_model::Severity;

use crate::rules::own::own_tables;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L18",
    name: "unsupported-reg-type",
    severity: Severity::Warning,
    splinter: Some("0018_unsupported_reg_types"),
    summary: "A column has a type that `pg_upgrade` refuses, such as `regproc`.",
    why: "Such a column holds the number of an object, which the upgraded server gives to another one. The upgrade does not start.",
    help: "keep the object's name as text",
    bad: "create table public.hooks (id uuid primary key, handler regproc);",
    good: "create table public.hooks (id uuid primary key, handler text);
        alter table public.hooks enable row level security;
        revoke all on public.hooks from anon, authenticated;",
    check,
};

/// Those that are kept are regclass, regrole and regtype.
const REFUSED: [&str; 8] = [
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
];

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in own_tables(scope) {
        for column in &relation.columns {
            let base = column.base_type.trim_end_matches("[]");
            if REFUSED.contains(&base) {
                hits.push(Hit::of_part(
                    &relation.name,
                    &column.name,
                    format!(
                        "`{}` of {} is of type {}, which keeps the server from being upgraded",
                        column.name.as_str(),
                        relation.name,
                        column.data_type
                    ),
                ));
            }
        }
    }
    hits
}
