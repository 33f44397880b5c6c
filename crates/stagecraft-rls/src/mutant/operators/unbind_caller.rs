//! M16: a query is no longer about the caller.

use super::clause::{self, Edit, under};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M16",
    name: "unbind-caller",
    direction: Direction::Weakens,
    class: "a query is no longer about the caller: a user of no tenant notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let atoms = site.outline.atoms.iter();
        atoms
            .filter(|atom| atom.within.is_some())
            .filter(|atom| atom.comparison.is_some_and(|it| site.binds_caller(&it)))
            .map(|atom| Edit {
                text: site.expression.replace(&[(atom.part, "true")]),
                direction: under(Direction::Weakens, atom.polarity),
                what: format!("no longer binds the caller by {}", site.quote(atom.part)),
            })
            .collect()
    })
}
