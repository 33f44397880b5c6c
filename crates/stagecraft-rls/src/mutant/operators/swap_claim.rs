//! M17: another claim is read.

use super::clause::{self, Edit};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M17",
    name: "swap-claim",
    direction: Direction::Either,
    class: "a claim that the user writes is read for one that the server writes: an actor whose claims disagree notices",
    optional: false,
    generate,
};

const SWAPS: &[(&str, &str, Direction)] = &[
    ("app_metadata", "user_metadata", Direction::Weakens),
    (
        "raw_app_meta_data",
        "raw_user_meta_data",
        Direction::Weakens,
    ),
    ("user_metadata", "app_metadata", Direction::Either),
    ("sub", "session_id", Direction::Either),
];

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let mut edits = Vec::new();
        for literal in site.expression.literals(site.expression.whole()) {
            for (claim, other, direction) in SWAPS {
                // A path is one text, as `{app_metadata,tenant_id}`.
                let inner = literal.value.trim_start_matches('{');
                let Some(rest) = inner.strip_prefix(claim) else {
                    continue;
                };
                if !(rest.is_empty() || rest.starts_with([',', '}'])) {
                    continue;
                }
                let value = literal.value.replacen(claim, other, 1);
                let new = stagecraft_model::quote_literal(&value);
                edits.push(Edit {
                    text: site.expression.replace(&[(literal.part, &new)]),
                    direction: *direction,
                    what: format!("reads the claim {other} for {claim}"),
                });
            }
        }
        edits
    })
}
