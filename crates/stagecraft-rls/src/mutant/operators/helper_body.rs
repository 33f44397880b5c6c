//! M28: a function that policies call answers something else.

use stagecraft_model::Ident;

use super::clause::quote;
use super::{Direction, Draft, Operator, Subject};
use crate::expression::{Expression, Part, Polarity};
use crate::facts::{Clause, Routine};
use crate::mutant::routine::{query, with_body};

pub(super) const OPERATOR: Operator = Operator {
    id: "M28",
    name: "helper-body",
    direction: Direction::Weakens,
    class: "a function that policies call is always true, is null, or forgets an argument or the caller: everything behind its policies notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for routine in subject.helpers() {
        if !matches!(routine.language.as_str(), "sql" | "plpgsql") {
            continue;
        }
        // Under a NOT, to be true lets fewer in.
        let sure = polarity(subject, routine) == Polarity::Same;
        let direction = |it| if sure { it } else { Direction::Either };
        let returns = routine.returns.as_deref().unwrap_or_default();
        let sql = routine.language == "sql";
        if returns == "boolean" {
            let body = if sql {
                "select true"
            } else {
                "begin return true; end"
            };
            drafts.push(
                Draft::routine(routine, with_body(routine, body), "is always true")
                    .mark("true")
                    .direction(direction(Direction::Weakens)),
            );
        }
        if let Some(body) = nothing(returns, sql) {
            drafts.push(
                Draft::routine(routine, with_body(routine, &body), "answers nothing")
                    .mark("null")
                    .direction(direction(Direction::Strengthens)),
            );
        }
        if sql {
            for (number, (body, what)) in unbound(routine).into_iter().enumerate() {
                drafts.push(
                    Draft::routine(routine, with_body(routine, &body), &what)
                        .mark(format!("unbound.{}", number + 1))
                        .direction(direction(Direction::Weakens)),
                );
            }
        }
    }
    drafts
}

/// Returns what more rows by a function mean for the rows of its policies.
fn polarity(subject: &Subject<'_>, routine: &Routine) -> Polarity {
    let name = routine.qualified.to_string();
    for (_, policy) in subject.policies() {
        for clause in [Clause::Using, Clause::Check] {
            let Some(expression) = policy.clause(clause).and_then(Expression::read) else {
                continue;
            };
            for atom in expression.outline().atoms {
                let calls = expression.calls(atom.part);
                if atom.polarity != Polarity::Same && calls.iter().any(|it| it.name == name) {
                    return Polarity::Unclear;
                }
            }
        }
    }
    Polarity::Same
}

/// Returns a body that answers null, or no rows; nothing for rows of several
/// columns.
fn nothing(returns: &str, sql: bool) -> Option<String> {
    let set = returns.strip_prefix("SETOF ");
    if returns.is_empty() || returns.starts_with("TABLE") || set == Some("record") {
        return None;
    }
    Some(match (sql, set) {
        (true, None) => format!("select null::{returns}"),
        (true, Some(of)) => format!("select null::{of} where false"),
        (false, None) => "begin return null; end".to_owned(),
        (false, Some(_)) => "begin return; end".to_owned(),
    })
}

/// Returns bodies in which one comparison with an argument or the caller is
/// true, and what that means.
fn unbound(routine: &Routine) -> Vec<(String, String)> {
    let body = query(routine);
    let Some(expression) = Expression::read(&body) else {
        return Vec::new();
    };
    let arguments = argument_names(routine);
    let is_argument = |part: Part| {
        let is_name = expression.column(part).is_some_and(|it| {
            arguments.contains(&it.name)
                && it.qualifier.is_none_or(|it| it == routine.qualified.name)
        });
        is_name || expression.text(part).starts_with('$')
    };
    let mut bodies = Vec::new();
    for atom in expression.outline().atoms {
        let Some(comparison) = atom.comparison else {
            continue;
        };
        let sides = [comparison.left, comparison.right];
        let forgotten = if sides.into_iter().any(is_argument) {
            "an argument"
        } else if sides.into_iter().any(|it| expression.asks_session(it)) {
            "the caller"
        } else {
            continue;
        };
        bodies.push((
            expression.replace(&[(atom.part, "true")]),
            format!(
                "forgets {forgotten} in {}",
                quote(expression.text(atom.part))
            ),
        ));
    }
    bodies
}

fn argument_names(routine: &Routine) -> Vec<Ident> {
    let Some(expression) = Expression::read(&routine.arguments) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for part in expression.arguments(expression.whole()) {
        let text = expression.text(part);
        let text = ["IN ", "INOUT ", "VARIADIC "]
            .iter()
            .find_map(|it| text.strip_prefix(it))
            .unwrap_or(text);
        if routine.argument_types.iter().any(|it| it == text) {
            continue;
        }
        if let Some((name, _)) = text.split_once(' ') {
            names.push(Ident::new(name.trim_matches('"')));
        }
    }
    names
}
