//! L05: an index that nothing has used.

use stagecraft_model::Severity;

use crate::rules::own::own_tables;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "L05",
    name: "unused-index",
    severity: Severity::Note,
    splinter: Some("0005_unused_index"),
    summary: "A table was read often, and an index of it never.",
    why: "Every write keeps the index up to date.",
    help: "drop it, after a look at replicas: each server counts for itself",
    // What a transaction reads is counted when it ends.
    bad: "",
    good: "",
    check,
};

/// Fewer reads of a table than this say nothing about its indexes.
const ENOUGH: i64 = 1_000;

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for relation in own_tables(scope).filter(|it| it.scans >= ENOUGH) {
        for index in &relation.indexes {
            if index.scans == 0 && !index.unique && !index.primary {
                hits.push(Hit::of_part(
                    &relation.name,
                    &index.name,
                    format!(
                        "index `{}` of {} was never used in {} reads of the table",
                        index.name.as_str(),
                        relation.name,
                        relation.scans
                    ),
                ));
            }
        }
    }
    hits
}
