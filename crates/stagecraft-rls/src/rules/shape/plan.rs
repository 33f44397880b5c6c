//! Reading a plan: which rows a condition can let through.

use serde_json::Value;

use super::{Planned, Shape};
use crate::facts::Facts;
use crate::planner::{hides, text};
use crate::rules::clause::{calls, tokens};
use crate::rules::session::{is_session_call, reads_session};

/// Keys under which scans have conditions. Those of joins are not among them:
/// they show what a sub-select returns as if it were called there.
const CONDITIONS: [&str; 4] = ["Filter", "Index Cond", "Recheck Cond", "TID Cond"];

/// Returns what a plan tells of the condition on a relation's rows.
pub(super) fn read(facts: &Facts, plan: &Value) -> Planned {
    let mut conditions = Vec::new();
    collect(plan, &mut conditions);
    let unwrapped = conditions.iter().any(|it| is_unwrapped(facts, it));
    let shape = match shape(plan) {
        Shape::Row if unwrapped => Shape::RowUnwrapped,
        other => other,
    };
    Planned {
        shape,
        sqlstate: None,
        conditions,
    }
}

/// Returns the nodes below that rows come from.
fn inputs(node: &Value) -> Vec<&Value> {
    node.get("Plans")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|it| !["InitPlan", "SubPlan"].contains(&text(it, "Parent Relationship")))
        .collect()
}

fn shape(node: &Value) -> Shape {
    let kind = text(node, "Node Type");
    let inputs = inputs(node);
    let once = text(node, "One-Time Filter");
    let below = || inputs.iter().map(|it| shape(it));
    match kind {
        "Result" if once == "false" => Shape::Contradiction,
        "Result" if once.is_empty() => below().next().unwrap_or(Shape::Unknown),
        "Result" => match below().next() {
            None | Some(Shape::Tautology) => Shape::SessionOnly,
            Some(other) => other,
        },
        // A partition whose constraint contradicts the condition has no part in it.
        "Append" | "Merge Append" => below()
            .filter(|it| *it != Shape::Contradiction)
            .max_by_key(|it| match it {
                Shape::Row | Shape::RowUnwrapped => 3,
                Shape::Unknown => 2,
                Shape::SessionOnly => 1,
                Shape::Tautology | Shape::Contradiction => 0,
            })
            .unwrap_or(Shape::Contradiction),
        _ if kind.ends_with("Scan") && inputs.is_empty() => {
            if CONDITIONS.iter().any(|it| !text(node, it).is_empty()) {
                Shape::Row
            } else if hides(node) {
                Shape::Unknown
            } else {
                Shape::Tautology
            }
        }
        _ => Shape::Row,
    }
}

/// Collects the conditions that are tried for every row of something.
fn collect(node: &Value, conditions: &mut Vec<String>) {
    if text(node, "Parent Relationship") == "InitPlan" {
        return;
    }
    for key in CONDITIONS {
        let condition = text(node, key);
        if !condition.is_empty() {
            conditions.push(condition.to_owned());
        }
    }
    for child in node
        .get("Plans")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        collect(child, conditions);
    }
}

/// Returns whether a condition asks for the session again and again though the
/// answer is the same for every row.
fn is_unwrapped(facts: &Facts, condition: &str) -> bool {
    let tokens = tokens(condition);
    calls(&tokens).iter().any(|call| {
        is_session_call(call)
            || (call.empty
                && call
                    .schema
                    .as_deref()
                    .is_some_and(|it| reads_session(facts, &format!("{it}.{}()", call.name))))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_foreign_server_keeps_conditions_to_itself() {
        let far = json!({"Node Type": "Foreign Scan"});
        assert_eq!(shape(&far), Shape::Unknown);
        let here = json!({"Node Type": "Foreign Scan", "Filter": "(n = 1)"});
        assert_eq!(shape(&here), Shape::Row);
        let parts = json!({"Node Type": "Append", "Plans": [{"Node Type": "Seq Scan"}, far]});
        assert_eq!(shape(&parts), Shape::Unknown);
    }
}
