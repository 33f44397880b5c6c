//! M07: a condition is negated.

use super::clause::{self, Edit};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M07",
    name: "negate",
    direction: Direction::Either,
    class: "a condition is negated: nearly everything notices, of write-only policies only what reads no column",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let all = site.expression.text(site.expression.whole());
        vec![Edit {
            text: format!("(NOT ({all}))"),
            direction: Direction::Either,
            what: "is negated".to_owned(),
        }]
    })
}
