//! M11: `=` is `<>`.

use super::clause::{self, Edit};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M11",
    name: "invert-equality",
    direction: Direction::Either,
    class: "`=` is `<>`, or the other way: the own and the foreign row notice",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let atoms = site.outline.atoms.iter();
        atoms
            .filter_map(|atom| {
                let comparison = atom.comparison.filter(|it| !it.quantified)?;
                let new = match site.expression.text(comparison.operator) {
                    "=" => "<>",
                    "<>" | "!=" => "=",
                    _ => return None,
                };
                Some(Edit {
                    text: site.expression.replace(&[(comparison.operator, new)]),
                    direction: Direction::Either,
                    what: format!("has {new} in {}", site.quote(atom.part)),
                })
            })
            .collect()
    })
}
