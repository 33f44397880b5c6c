//! P12: a pattern that the caller brings.

use stagecraft_model::Severity;

use crate::rules::clause::{alternatives, own_columns, requirements};
use crate::rules::effect::permissive;
use crate::rules::session::reads_session;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P12",
    name: "pattern-from-claim",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy matches a column with a pattern that is made of something of the caller's.",
    why: "A `%` or `_` in the claim matches everything, and a prefix matches longer names than it was meant for: `acme` also `acme-corp`.",
    help: "compare with `=`, or with `starts_with` and a separator that names cannot contain",
    bad: "create table public.files (id uuid primary key, path text not null);
        alter table public.files enable row level security;
        create policy prefix on public.files for select to authenticated
            using (path like (select auth.jwt() -> 'app_metadata' ->> 'prefix') || '%');",
    good: "create table public.files (id uuid primary key, folder text not null);
        alter table public.files enable row level security;
        revoke all on public.files from anon, authenticated;
        grant select on public.files to authenticated;
        create policy folder on public.files for select to authenticated
            using (folder = (select auth.jwt() -> 'app_metadata' ->> 'folder'));",
    check,
};

const MATCHES: [&str; 4] = [" ~~ ", " ~~* ", " ~ ", " ~* "];

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in permissive(scope) {
        for (clause, text) in it.clauses() {
            let part = alternatives(text)
                .into_iter()
                .flat_map(requirements)
                .find(|part| {
                    MATCHES.iter().any(|operator| {
                        part.split_once(operator).is_some_and(|(left, right)| {
                            !own_columns(left, it.relation).is_empty()
                                && reads_session(scope.facts, right)
                        })
                    })
                });
            if let Some(part) = part {
                hits.push(Hit::new(
                    &it.object(),
                    format!(
                        "policy `{}` on {} matches a pattern that the caller brings in its {}: `{part}`",
                        it.policy.name.as_str(),
                        it.relation.name,
                        clause.sql()
                    ),
                ));
            }
        }
    }
    hits
}
