//! P13: a policy that takes the database role for the caller.

use stagecraft_model::Severity;

use crate::rules::clause::tokens;
use crate::rules::effect::in_force;
use crate::rules::session::has_role_word;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P13",
    name: "database-role-as-caller",
    severity: Severity::Warning,
    splinter: None,
    summary: "A policy reads `current_user` or `session_user`.",
    why: "All requests share a few database roles: `current_user` is `anon` or `authenticated` for everybody, `session_user` is the pool's, and inside of a SECURITY DEFINER function `current_user` is its owner.",
    help: "name the role in the policy's TO clause, and the user by `auth.uid()`",
    bad: "create table public.notes (id uuid primary key, owner name not null);
        alter table public.notes enable row level security;
        create policy own on public.notes for select to authenticated using (owner = current_user);",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
        alter table public.notes enable row level security;
        revoke all on public.notes from anon, authenticated;
        grant select on public.notes to authenticated;
        create policy own on public.notes for select to authenticated using (owner = (select auth.uid()));",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for it in in_force(scope) {
        let reads = it.clauses().find(|(_, text)| has_role_word(&tokens(text)));
        if let Some((clause, _)) = reads {
            hits.push(Hit::new(
                &it.object(),
                format!(
                    "policy `{}` on {} takes the database role for the caller in its {}",
                    it.policy.name.as_str(),
                    it.relation.name,
                    clause.sql()
                ),
            ));
        }
    }
    hits
}
