//! Functions, procedures, aggregates and window functions.

use stagecraft_catalog::{Aggregate, Parallel, Routine, RoutineKind, Snapshot, Volatility};
use stagecraft_model::quote_literal;

use super::{Change, Restore, operator};
use crate::address;
use crate::context::Context;

/// Settings whose value is a list of names: `GUC_LIST_QUOTE` of PostgreSQL.
const LISTS: [&str; 6] = [
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

impl Restore for Routine {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![define(self)]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let target = address::routine(self);
        let (word, rest) = target.split_once(' ')?;
        Some(format!("drop {word} if exists {rest}"))
    }

    /// Neither the result nor the names of arguments can change in place, nor
    /// can a default go.
    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let as_before = Self {
            owner: self.owner.clone(),
            acl: self.acl.clone(),
            comment: self.comment.clone(),
            ..from.clone()
        };
        if as_before == *self {
            return Change::Alter(Vec::new());
        }
        let is_replaceable = self.kind == from.kind
            && self.arguments == from.arguments
            && self.result == from.result;
        if !is_replaceable {
            return Change::Recreate;
        }
        Change::Alter(vec![define(self)])
    }
}

fn define(routine: &Routine) -> String {
    let name = format!("{}.{}", routine.schema, routine.name);
    if let Some(aggregate) = &routine.aggregate {
        return define_aggregate(&name, routine, aggregate);
    }
    let word = if routine.kind == RoutineKind::Procedure {
        "procedure"
    } else {
        "function"
    };
    let mut sql = format!("create or replace {word} {name}({})", routine.arguments);
    if let Some(result) = &routine.result
        && routine.kind != RoutineKind::Procedure
    {
        sql.push_str(&format!("\nreturns {result}"));
    }
    sql.push_str(&format!("\nlanguage {}", routine.language));
    if !routine.transforms.is_empty() {
        let types: Vec<_> = routine
            .transforms
            .iter()
            .map(|it| format!("for type {it}"))
            .collect();
        sql.push_str(&format!("\ntransform {}", types.join(", ")));
    }
    for attribute in attributes(routine) {
        sql.push('\n');
        sql.push_str(&attribute);
    }
    for (setting, value) in routine.settings.by_name() {
        sql.push_str(&format!(
            "\nset {setting} to {}",
            setting_value(setting, value)
        ));
    }
    sql.push('\n');
    sql.push_str(&body(routine));
    sql
}

fn attributes(routine: &Routine) -> Vec<String> {
    let mut list = Vec::new();
    if routine.kind == RoutineKind::Window {
        list.push("window".to_owned());
    }
    if routine.kind != RoutineKind::Procedure {
        match routine.volatility {
            Volatility::Immutable => list.push("immutable".to_owned()),
            Volatility::Stable => list.push("stable".to_owned()),
            Volatility::Volatile => {}
        }
        if routine.strict {
            list.push("strict".to_owned());
        }
        if routine.leakproof {
            list.push("leakproof".to_owned());
        }
        match routine.parallel {
            Parallel::Safe => list.push("parallel safe".to_owned()),
            Parallel::Restricted => list.push("parallel restricted".to_owned()),
            Parallel::Unsafe => {}
        }
        let is_native = matches!(routine.language.as_str(), "c" | "internal");
        let usual = if is_native { 1.0 } else { 100.0 };
        if (routine.cost - usual).abs() > f64::EPSILON {
            list.push(format!("cost {}", routine.cost));
        }
        if routine.rows > 0.0 && (routine.rows - 1000.0).abs() > f64::EPSILON {
            list.push(format!("rows {}", routine.rows));
        }
        list.extend(routine.support.as_ref().map(|it| format!("support {it}")));
    }
    if routine.security_definer {
        list.push("security definer".to_owned());
    }
    list
}

fn body(routine: &Routine) -> String {
    if let Some(sql) = &routine.sql_body {
        return sql.clone();
    }
    let source = routine.body.as_deref().unwrap_or("");
    match &routine.library {
        Some(library) => format!("as {}, {}", quote_literal(library), quote_literal(source)),
        None => format!("as {}", dollar_quoted("function", source)),
    }
}

/// Quotes a body with a tag that it does not hold, `word` if that will do.
pub(super) fn dollar_quoted(word: &str, body: &str) -> String {
    let mut tag = format!("${word}$");
    let mut n = 0;
    while body.contains(tag.trim_end_matches('$')) {
        n += 1;
        tag = format!("${word}{n}$");
    }
    format!("{tag}{body}{tag}")
}

fn setting_value(setting: &str, value: &str) -> String {
    if LISTS.contains(&setting) {
        let names: Vec<_> = names(value).iter().map(|it| quote_literal(it)).collect();
        return names.join(", ");
    }
    quote_literal(value)
}

/// Splits a list of identifiers, quoted where they need it.
fn names(list: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        let mut name = String::new();
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let Some((part, after)) = quoted.split_once('"') else {
                    name.push_str(quoted);
                    rest = "";
                    break;
                };
                name.push_str(part);
                if let Some(after) = after.strip_prefix('"') {
                    name.push('"');
                    quoted = after;
                } else {
                    rest = after;
                    break;
                }
            }
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            name.push_str(word.trim());
            rest = after;
        }
        names.push(name);
        rest = rest.trim_start().trim_start_matches(',').trim_start();
    }
    names
}

fn define_aggregate(name: &str, routine: &Routine, aggregate: &Aggregate) -> String {
    let arguments = if routine.arguments.is_empty() {
        "*"
    } else {
        &routine.arguments
    };
    let mut parts = vec![
        format!("sfunc = {}", aggregate.transition),
        format!("stype = {}", aggregate.state_type),
    ];
    let number = |value: i32| (value > 0).then(|| value.to_string());
    let text = |value: &Option<String>| value.as_ref().map(|it| quote_literal(it));
    let flag = |value: bool| value.then(String::new);
    let modify = |code: &str| match code {
        "s" => Some("shareable".to_owned()),
        "w" => Some("read_write".to_owned()),
        "r" => Some("read_only".to_owned()),
        _ => None,
    };
    let has_moving = aggregate.moving_transition.is_some();
    let optional = [
        ("sspace", number(aggregate.state_size)),
        ("finalfunc", aggregate.r#final.clone()),
        ("finalfunc_extra", flag(aggregate.final_extra)),
        (
            "finalfunc_modify",
            aggregate
                .r#final
                .as_ref()
                .and_then(|_| modify(&aggregate.final_modify)),
        ),
        ("combinefunc", aggregate.combine.clone()),
        ("serialfunc", aggregate.serialize.clone()),
        ("deserialfunc", aggregate.deserialize.clone()),
        ("initcond", text(&aggregate.initial)),
        ("msfunc", aggregate.moving_transition.clone()),
        ("minvfunc", aggregate.moving_inverse.clone()),
        ("mstype", aggregate.moving_state_type.clone()),
        ("msspace", number(aggregate.moving_state_size)),
        ("mfinalfunc", aggregate.moving_final.clone()),
        ("mfinalfunc_extra", flag(aggregate.moving_final_extra)),
        (
            "mfinalfunc_modify",
            aggregate
                .moving_final
                .as_ref()
                .filter(|_| has_moving)
                .and_then(|_| modify(&aggregate.moving_final_modify)),
        ),
        ("minitcond", text(&aggregate.moving_initial)),
        (
            "sortop",
            aggregate.sort_operator.as_deref().map(operator::reference),
        ),
        (
            "parallel",
            match routine.parallel {
                Parallel::Safe => Some("safe".to_owned()),
                Parallel::Restricted => Some("restricted".to_owned()),
                Parallel::Unsafe => None,
            },
        ),
        ("hypothetical", flag(aggregate.kind == "h")),
    ];
    for (word, value) in optional {
        match value {
            Some(value) if value.is_empty() => parts.push(word.to_owned()),
            Some(value) => parts.push(format!("{word} = {value}")),
            None => {}
        }
    }
    format!(
        "create or replace aggregate {name}({arguments}) (\n  {}\n)",
        parts.join(",\n  ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_keeps_its_own_quotes() {
        assert_eq!(dollar_quoted("function", "x"), "$function$x$function$");
        assert_eq!(
            dollar_quoted("function", "$function$x$function$"),
            "$function1$$function$x$function$$function1$"
        );
    }

    #[test]
    fn a_search_path_is_a_list_of_names() {
        let cases = [
            ("\"\"", "''"),
            ("public, extensions", "'public', 'extensions'"),
            ("\"$user\", \"a, b\", \"c\"\"d\"", "'$user', 'a, b', 'c\"d'"),
        ];
        for (value, expected) in cases {
            assert_eq!(setting_value("search_path", value), expected);
        }
        assert_eq!(setting_value("statement_timeout", "3s"), "'3s'");
    }
}
