//! M12: `=` is IS NOT DISTINCT FROM.

use super::clause::{self, Edit, under};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M12",
    name: "null-safe-equality",
    direction: Direction::Weakens,
    class: "`=` is IS NOT DISTINCT FROM: a row of nobody and a caller without a user notice",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let atoms = site.outline.atoms.iter();
        atoms
            .filter_map(|atom| {
                let comparison = atom.comparison.filter(|it| !it.quantified)?;
                if site.expression.text(comparison.operator) != "=" {
                    return None;
                }
                Some(Edit {
                    text: site
                        .expression
                        .replace(&[(comparison.operator, "IS NOT DISTINCT FROM")]),
                    direction: under(Direction::Weakens, atom.polarity),
                    what: format!("takes null for equal in {}", site.quote(atom.part)),
                })
            })
            .collect()
    })
}
