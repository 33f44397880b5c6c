//! L21: a foreign key on something of the platform's that goes away.

use stagecraft_model::Severity;

use crate::rules::own::own_tables;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L21",
    name: "fkey-to-auth-unique",
    severity: Severity::Error,
    splinter: Some("0021_fkey_to_auth_unique"),
    summary: "A foreign key points at a table of the `auth` schema by something other than its primary key.",
    why: "The platform changes its unique constraints when it is updated, and a key on one of them makes the update fail.",
    help: "point at the primary key: `references auth.users (id)`",
    bad: "create table public.profiles (id uuid primary key, phone text references auth.users (phone));",
    good: "create table public.profiles (id uuid primary key references auth.users (id));
        alter table public.profiles enable row level security;
        revoke all on public.profiles from anon, authenticated;",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in own_tables(scope) {
        for key in &relation.foreign_keys {
            let primary = scope
                .facts
                .relation(&key.parent)
                .is_none_or(|it| it.primary_key() == key.parent_columns);
            if key.parent.schema.as_str() == "auth" && !primary {
                hits.push(Hit::of_part(
                    &relation.name,
                    &key.name,
                    format!(
                        "foreign key `{}` of {} points at {} not by its primary key",
                        key.name.as_str(),
                        relation.name,
                        key.parent
                    ),
                ));
            }
        }
    }
    hits
}
