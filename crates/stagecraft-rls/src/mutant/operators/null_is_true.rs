//! M13: a condition that is null lets in.

use super::clause::{self, Edit};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M13",
    name: "null-is-true",
    direction: Direction::Weakens,
    class: "a condition that is null lets in: only a caller without claims, or a row of nobody, notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let all = site.expression.text(site.expression.whole());
        vec![Edit {
            text: format!("COALESCE(({all}), true)"),
            direction: Direction::Weakens,
            what: "lets in where it is null".to_owned(),
        }]
    })
}
