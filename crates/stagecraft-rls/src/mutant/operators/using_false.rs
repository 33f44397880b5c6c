//! M04: USING is false.

use super::clause::{self, Edit};
use super::{Direction, Draft, Operator, Subject};
use crate::facts::Clause;

pub(super) const OPERATOR: Operator = Operator {
    id: "M04",
    name: "using-false",
    direction: Direction::Strengthens,
    class: "USING is false: who may see or change rows notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        if site.clause != Clause::Using {
            return Vec::new();
        }
        vec![Edit {
            text: "false".to_owned(),
            direction: Direction::Strengthens,
            what: "is false".to_owned(),
        }]
    })
}
