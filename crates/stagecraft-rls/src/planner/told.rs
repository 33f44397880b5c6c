//! What a plan tells of what it does.

use serde_json::Value;

/// Nodes that keep to themselves what they do: plans with them may be equal
/// where the expressions are not.
const SECRETIVE: [&str; 8] = [
    "Limit",
    "Unique",
    "WindowAgg",
    "Values Scan",
    "Table Function Scan",
    "Sample Scan",
    "Foreign Scan",
    "Custom Scan",
];

/// Keys that tell how a plan is run and not what it returns.
const INCIDENTAL: [&str; 4] = [
    "Parallel Aware",
    "Async Capable",
    "Disabled",
    "Inner Unique",
];

/// Returns a plan's text without what is incidental; nothing where a plan does
/// not tell all that it does.
///
/// Before 17, a condition shows of a sub-select that is run within it neither
/// what it is compared with nor how.
pub(super) fn normalised(plan: &Value, version: u32) -> Option<String> {
    fn strip(value: &Value, version: u32) -> Option<Value> {
        match value {
            Value::Object(object) => {
                let nested = text(value, "Parent Relationship") == "SubPlan" && version < 170_000;
                if nested || hides(value) {
                    return None;
                }
                object
                    .iter()
                    .filter(|(key, _)| !INCIDENTAL.contains(&key.as_str()))
                    .map(|(key, value)| Some((key.clone(), strip(value, version)?)))
                    .collect::<Option<serde_json::Map<_, _>>>()
                    .map(Value::Object)
            }
            Value::Array(values) => values
                .iter()
                .map(|it| strip(it, version))
                .collect::<Option<Vec<_>>>()
                .map(Value::Array),
            other => Some(other.clone()),
        }
    }
    strip(plan, version).map(|it| it.to_string())
}

/// Returns whether a node keeps to itself what it does.
pub(crate) fn hides(node: &Value) -> bool {
    SECRETIVE.contains(&text(node, "Node Type"))
}

/// Returns what a node says under a key; nothing where that is no text.
pub(crate) fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node.get(key).and_then(Value::as_str).unwrap_or_default()
}
