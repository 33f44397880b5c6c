//! A role that policies hold for has privileges that no policy limits.

use stagecraft_model::Severity;

use crate::rules::who::{list, who};
use crate::rules::{Hit, Rule, Scope};

/// Privileges that the API has no use for. MAINTAIN exists since 17.
const PRIVILEGES: &[&str] = &["REFERENCES", "TRIGGER", "MAINTAIN"];

pub(super) const RULE: Rule = Rule {
    id: "S14",
    name: "owner-privileges-granted",
    severity: Severity::Warning,
    splinter: None,
    summary: "A role that policies hold for has REFERENCES, TRIGGER or MAINTAIN on a table.",
    why: "Foreign keys tell which hidden keys exist, triggers see every row that others write, \
          MAINTAIN locks the table; no policy is asked. The API sends none of these statements, \
          so that it is a note unless the role logs in itself.",
    help: "`revoke references, trigger on … from …` (and `maintain` since Postgres 17)",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          grant references, trigger on public.notes to authenticated",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           revoke all on public.notes from anon, authenticated;
           grant select on public.notes to authenticated",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .exposed()
        .filter(|it| it.kind.has_policies())
        .filter_map(|table| {
            let mut roles = scope.entering(table);
            roles.retain(|role| PRIVILEGES.iter().any(|it| table.grants_any(&role.name, it)));
            if roles.is_empty() {
                return None;
            }
            let privileges = PRIVILEGES
                .iter()
                .filter(|privilege| roles.iter().any(|it| table.grants_any(&it.name, privilege)));
            let hit = Hit::new(
                &table.name,
                format!("{} has {} on {}", who(&roles), list(privileges), table.name),
            );
            Some(if roles.iter().any(|it| it.login) {
                hit
            } else {
                hit.severity(Severity::Note)
            })
        })
        .collect()
}
