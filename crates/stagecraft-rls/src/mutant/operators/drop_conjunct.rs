//! M08: one of the conditions that AND joins is dropped.

use super::clause::{self, Edit, under};
use super::{Direction, Draft, Operator, Subject};
use crate::expression::Connective;

pub(super) const OPERATOR: Operator = Operator {
    id: "M08",
    name: "drop-conjunct",
    direction: Direction::Weakens,
    class: "one of the conditions that AND joins is dropped: the cell that it stands for notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let mut edits = Vec::new();
        for junction in &site.outline.junctions {
            if junction.connective != Connective::And {
                continue;
            }
            for operand in &junction.operands {
                // What a query binds is dropped by its own operators.
                if junction.within.is_some()
                    && site
                        .expression
                        .comparison(*operand)
                        .is_some_and(|it| site.binds_caller(&it) || site.correlates(&it).is_some())
                {
                    continue;
                }
                edits.push(Edit {
                    text: site.expression.replace(&[(*operand, "true")]),
                    direction: under(Direction::Weakens, junction.polarity),
                    what: format!("no longer asks {}", site.quote(*operand)),
                });
            }
        }
        edits
    })
}
