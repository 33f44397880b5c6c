//! A function with its owner's rights believes its caller whose data to use.

use stagecraft_model::Severity;

use super::definer::{past_policies, served};
use crate::rules::code::Code;
use crate::rules::who::{list, who};
use crate::rules::{Hit, Rule, Scope};

/// Parts of names of arguments that say whose data is meant.
const WHOSE: &[&str] = &[
    "account",
    "company",
    "customer",
    "member",
    "org",
    "owner",
    "profile",
    "team",
    "tenant",
    "user",
    "workspace",
];

/// Parts of names of arguments that are themselves the right to something.
const CAPABILITY: &[&str] = &["code", "invit", "key", "link", "secret", "share", "token"];

pub(super) const RULE: Rule = Rule {
    id: "F03",
    name: "definer-function-trusts-argument",
    severity: Severity::Warning,
    splinter: None,
    summary: "A SECURITY DEFINER function takes an id, uses a protected table and never asks who \
              calls.",
    why: "Whoever may call it passes any tenant's or user's id and gets at their rows past the \
          policies. This is read from the body's words; a declared call in the contract proves it.",
    help: "compare the argument with `auth.uid()` or the caller's memberships in the body, or make \
           the function SECURITY INVOKER",
    bad: "create table public.orders (id uuid primary key, tenant uuid not null);
          create index on public.orders (tenant);
          alter table public.orders enable row level security;
          create policy own on public.orders for select to authenticated
            using (tenant = (select auth.uid()));
          create function public.count_orders(tenant_id uuid) returns bigint
            language sql stable security definer set search_path = ''
            as 'select count(*) from public.orders where tenant = tenant_id'",
    good: "create table public.orders (id uuid primary key, tenant uuid not null);
           create index on public.orders (tenant);
           alter table public.orders enable row level security;
           create policy own on public.orders for select to authenticated
             using (tenant = (select auth.uid()));
           create function public.count_orders(tenant_id uuid) returns bigint
             language sql stable security definer set search_path = ''
             as 'select count(*) from public.orders where tenant = tenant_id and tenant = auth.uid()'",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let askers = scope.askers();
    served(scope)
        .filter_map(|routine| {
            let arguments: Vec<_> = routine
                .arguments
                .split(',')
                .map(str::trim)
                .filter(|it| says_whose(it))
                .collect();
            let roles = scope.callers_of(routine);
            let code = Code::new(&routine.source);
            if arguments.is_empty() || roles.is_empty() || code.asks(askers) {
                return None;
            }
            let tables: Vec<_> = past_policies(scope.facts, routine, &code)
                .map(|it| &it.name)
                .collect();
            if tables.is_empty() {
                return None;
            }
            Some(Hit::new(
                &routine.identity,
                format!(
                    "{} uses {} past the policies by an id that its caller passes ({}), and never \
                     asks who calls; {} may call it",
                    routine.identity,
                    list(tables),
                    list(arguments),
                    who(&roles)
                ),
            ))
        })
        .collect()
}

fn says_whose(argument: &str) -> bool {
    let argument = argument.to_lowercase();
    let (name, data_type) = argument.rsplit_once(' ').unwrap_or(("", &argument));
    let has = |parts: &[&str]| parts.iter().any(|it| name.contains(it));
    !has(CAPABILITY) && (data_type == "uuid" || data_type == "uuid[]" || has(WHOSE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_say_whose_data_is_meant() {
        for argument in ["uuid", "id uuid", "p_org_id bigint", "\"userIds\" uuid[]"] {
            assert!(says_whose(argument), "{argument}");
        }
        for argument in ["", "page integer", "invite_token uuid", "body text"] {
            assert!(!says_whose(argument), "{argument}");
        }
    }
}
