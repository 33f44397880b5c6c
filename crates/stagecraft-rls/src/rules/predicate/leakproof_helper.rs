//! P19: a function that is trusted with rows before policies are.

use stagecraft_model::Severity;

use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "P19",
    name: "leakproof-helper",
    severity: Severity::Error,
    splinter: None,
    summary: "A function of the project's is LEAKPROOF.",
    why: "Postgres may call it with rows that policies would have kept out. If it tells anything of its arguments, by an error or a notice, it tells of those too.",
    help: "`alter function … not leakproof`; an index on the policy's column is what makes such queries fast",
    bad: "reset role;
        create function public.same(a text, b text) returns boolean language sql immutable leakproof as 'select a = b';
        set role postgres;",
    good: "create function public.same(a text, b text) returns boolean language sql immutable
            set search_path = '' as 'select a = b';",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .routines
        .iter()
        .filter(|it| it.leakproof && it.extension.is_none())
        .map(|it| {
            Hit::new(
                &it.identity,
                format!(
                    "{} is LEAKPROOF: it may see rows before policies keep them out",
                    it.identity
                ),
            )
        })
        .collect()
}
