//! The sequential scans of a plan, and which of them read a big table.

use std::collections::BTreeMap;

use serde_json::Value;

/// From so many rows on a table is big.
const BIG: f64 = 10_000.0;

/// A table or a partition: schema and name.
pub(crate) type Relation = (String, String);

/// How big a relation is, by the statistics of `analyze`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Size {
    /// The table that it is a partition of; itself when it is none.
    pub(crate) root: String,
    /// Its own rows.
    pub(crate) rows: f64,
}

/// Returns what `explain (format json, verbose)` reads from start to end,
/// wherever in the plan.
pub(crate) fn sequential(plan: &Value) -> Vec<Relation> {
    let mut found = Vec::new();
    walk(plan, &mut found);
    found
}

fn walk(node: &Value, found: &mut Vec<Relation>) {
    match node {
        Value::Array(nodes) => nodes.iter().for_each(|it| walk(it, found)),
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).and_then(Value::as_str);
            if let (Some("Seq Scan"), Some(name)) = (text("Node Type"), text("Relation Name")) {
                let schema = text("Schema").unwrap_or_default();
                found.push((schema.to_owned(), name.to_owned()));
            }
            fields.values().for_each(|it| walk(it, found));
        }
        _ => {}
    }
}

/// Returns one sentence part for each table of which the scans read more than
/// a few rows; the partitions of a table count together.
pub(crate) fn big(scans: &[Relation], sizes: &BTreeMap<Relation, Size>) -> Vec<String> {
    let mut read: BTreeMap<String, f64> = BTreeMap::new();
    for scan in scans {
        match sizes.get(scan) {
            Some(size) => *read.entry(size.root.clone()).or_default() += size.rows,
            // What has no known size is not known to be small.
            None => {
                read.insert(format!("{}.{}", scan.0, scan.1), f64::INFINITY);
            }
        }
    }
    read.into_iter()
        .filter(|(_, rows)| *rows > BIG)
        .map(|(root, rows)| format!("sequential scan over {rows:.0} rows of {root}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(name: &str) -> Relation {
        ("s".to_owned(), name.to_owned())
    }

    #[test]
    fn scans_are_found_at_every_depth() {
        let scan = |name: &str| serde_json::json!({"Node Type": "Seq Scan", "Schema": "s", "Relation Name": name});
        let index = serde_json::json!(
            {"Node Type": "Index Scan", "Schema": "s", "Relation Name": "indexed"}
        );
        let plan = serde_json::json!([{"Plan": {"Node Type": "Append", "Plans": [
            scan("first"),
            index,
            {"Node Type": "Limit", "Parent Relationship": "InitPlan", "Plans": [scan("deep")]},
        ]}}]);
        assert_eq!(sequential(&plan), [relation("first"), relation("deep")]);
        assert_eq!(sequential(&Value::Null), []);
    }

    #[test]
    fn partitions_count_together_and_the_unknown_is_big() {
        let size = |root: &str, rows| Size {
            root: root.to_owned(),
            rows,
        };
        let sizes = BTreeMap::from([
            (relation("p1"), size("s.parted", 6000.0)),
            (relation("p2"), size("s.parted", 6000.0)),
            (relation("small"), size("s.small", 10_000.0)),
        ]);
        let of = |names: &[&str]| {
            let scans: Vec<_> = names.iter().map(|it| relation(it)).collect();
            big(&scans, &sizes)
        };
        assert_eq!(of(&["p1", "small"]), Vec::<String>::new());
        assert_eq!(
            of(&["p1", "p2", "small"]),
            ["sequential scan over 12000 rows of s.parted"]
        );
        assert_eq!(
            of(&["stranger"]),
            ["sequential scan over inf rows of s.stranger"]
        );
    }
}
