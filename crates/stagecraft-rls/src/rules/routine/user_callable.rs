//! Signed-in users may call a function with its owner's rights.

use stagecraft_model::Severity;

use super::definer::served;
use crate::rules::code::Code;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "F05",
    name: "definer-function-open-to-users",
    severity: Severity::Warning,
    splinter: Some("0029_authenticated_security_definer_function_executable"),
    summary: "A SECURITY DEFINER function of the API may be called by signed-in users.",
    why: "It runs with its owner's rights, for whom policies may not hold: its body alone decides \
          what each caller gets. It is a note where the body asks who calls.",
    help: "check the caller in the body, make it SECURITY INVOKER, or revoke EXECUTE from PUBLIC \
           and from the role",
    bad: "create function public.rebuild() returns void
            language sql security definer set search_path = '' as 'select 1';
          revoke execute on function public.rebuild() from public, anon",
    good: "create function public.rebuild() returns void
             language sql security definer set search_path = '' as 'select 1';
           revoke execute on function public.rebuild() from public, anon, authenticated",
    check,
};

/// Functions that anon may call are F01's.
fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let askers = scope.askers();
    served(scope)
        .filter_map(|routine| {
            let roles = scope.callers_of(routine);
            if roles.is_empty() || roles.iter().any(|it| it.name == "anon") {
                return None;
            }
            let hit = Hit::new(
                &routine.identity,
                format!(
                    "{} may call {}, which runs with the rights of {}",
                    who(&roles),
                    routine.identity,
                    routine.owner
                ),
            );
            Some(if Code::new(&routine.source).asks(askers) {
                hit.severity(Severity::Note)
            } else {
                hit
            })
        })
        .collect()
}
