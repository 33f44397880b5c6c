//! M09: one of the conditions that OR joins is dropped.

use super::clause::{self, Edit, under};
use super::{Direction, Draft, Operator, Subject};
use crate::expression::Connective;

pub(super) const OPERATOR: Operator = Operator {
    id: "M09",
    name: "drop-disjunct",
    direction: Direction::Strengthens,
    class: "one of the conditions that OR joins is dropped: who comes in by it notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let mut edits = Vec::new();
        for junction in &site.outline.junctions {
            if junction.connective != Connective::Or {
                continue;
            }
            for operand in &junction.operands {
                edits.push(Edit {
                    text: site.expression.replace(&[(*operand, "false")]),
                    direction: under(Direction::Strengthens, junction.polarity),
                    what: format!("no longer lets in by {}", site.quote(*operand)),
                });
            }
        }
        edits
    })
}
