//! M10: AND is OR, or OR is AND.

use super::clause::{self, Edit, under};
use super::{Direction, Draft, Operator, Subject};
use crate::expression::Connective;

pub(super) const OPERATOR: Operator = Operator {
    id: "M10",
    name: "swap-connective",
    direction: Direction::Either,
    class: "AND is OR, or OR is AND: who fulfils one condition and not the other notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let junctions = site.outline.junctions.iter();
        junctions
            .map(|junction| {
                let (word, other, direction) = match junction.connective {
                    Connective::And => ("AND", "OR", Direction::Weakens),
                    Connective::Or => ("OR", "AND", Direction::Strengthens),
                };
                let operands: Vec<_> = junction
                    .operands
                    .iter()
                    .map(|it| format!("({})", site.expression.text(*it)))
                    .collect();
                let new = format!("({})", operands.join(&format!(" {other} ")));
                Edit {
                    text: site.expression.replace(&[(junction.part, &new)]),
                    direction: under(direction, junction.polarity),
                    what: format!("has {other} for {word} in {}", site.quote(junction.part)),
                }
            })
            .collect()
    })
}
