//! A function with its owner's rights finds its tables by its caller's path.

use stagecraft_model::Severity;

use crate::facts::Routine;
use crate::rules::code::is_of_project;
use crate::rules::who::list;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "F02",
    name: "definer-function-search-path",
    severity: Severity::Warning,
    splinter: Some("0011_function_search_path_mutable"),
    summary: "A SECURITY DEFINER function has no search path of its own, or one in which callers \
              can put tables in front of the function's.",
    why: "Names without a schema are looked up in the path, and `pg_temp` is searched first for \
          tables unless it is listed. A caller who can make objects there has the function use \
          them with its owner's rights. It is an error where an API role can, a note where only a \
          temporary table could do it and no API role logs in.",
    help: "`alter function … set search_path = ''` and write schemas before names; or end the path \
           with `pg_temp`",
    bad: "create table public.notes (id uuid primary key, owner uuid not null);
          create index on public.notes (owner);
          alter table public.notes enable row level security;
          create policy own on public.notes for select to authenticated
            using (owner = (select auth.uid()));
          create function public.mine() returns bigint language sql stable security definer
            as 'select count(*) from notes where owner = auth.uid()'",
    good: "create table public.notes (id uuid primary key, owner uuid not null);
           create index on public.notes (owner);
           alter table public.notes enable row level security;
           create policy own on public.notes for select to authenticated
             using (owner = (select auth.uid()));
           create function public.mine() returns bigint language sql stable security definer
             set search_path = ''
             as 'select count(*) from public.notes where owner = auth.uid()'",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .routines
        .iter()
        .filter(|it| it.security_definer && is_of_project(it) && looks_names_up(it))
        .filter_map(|routine| {
            let (severity, what) = fault(scope, routine)?;
            Some(
                Hit::new(&routine.identity, format!("{} {what}", routine.identity))
                    .severity(severity),
            )
        })
        .collect()
}

/// The names in a body of the SQL standard are looked up when it is made, those
/// of C code never.
fn looks_names_up(routine: &Routine) -> bool {
    let standard = routine.language == "sql"
        && (routine.source.starts_with("BEGIN ATOMIC") || routine.source.starts_with("RETURN "));
    !standard && routine.language != "c" && routine.language != "internal"
}

fn fault(scope: &Scope<'_>, routine: &Routine) -> Option<(Severity, String)> {
    let callers = scope.callers_of(routine);
    let direct = callers.iter().any(|it| it.login);
    let Some(path) = routine.search_path() else {
        let severity = if direct {
            Severity::Error
        } else if routine.trigger || !callers.is_empty() {
            Severity::Warning
        } else {
            Severity::Note
        };
        return Some((severity, "has no search_path of its own".to_owned()));
    };
    let schemas: Vec<_> = path
        .split(',')
        .map(|it| it.trim().trim_matches('"'))
        .filter(|it| !it.is_empty())
        .collect();
    let open: Vec<_> = schemas
        .iter()
        .filter(|name| {
            scope.facts.schema(name).is_some_and(|it| {
                scope
                    .facts
                    .bound_roles()
                    .any(|role| it.create.contains(&role.name))
            })
        })
        .collect();
    if !open.is_empty() {
        let what = format!(
            "looks names up in {}, where API roles may create objects",
            list(open)
        );
        return Some((Severity::Error, what));
    }
    if schemas.is_empty() || schemas.last() == Some(&"pg_temp") {
        return None;
    }
    let severity = if direct {
        Severity::Warning
    } else {
        Severity::Note
    };
    Some((
        severity,
        format!("has the search_path {path}, before which temporary tables come"),
    ))
}
