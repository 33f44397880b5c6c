//! M15: a query is no longer about the row.

use super::clause::{self, Edit, under};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M15",
    name: "uncorrelate",
    direction: Direction::Weakens,
    class: "a query is no longer about the row: a member of another tenant notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let mut edits = Vec::new();
        for atom in &site.outline.atoms {
            let Some(comparison) = atom.comparison.filter(|it| !it.quantified) else {
                continue;
            };
            if atom.within.is_none() {
                continue;
            }
            if let Some((own, other)) = site.correlates(&comparison) {
                edits.push(Edit {
                    text: site
                        .expression
                        .replace(&[(own, site.expression.text(other))]),
                    direction: under(Direction::Weakens, atom.polarity),
                    what: format!("compares {} with itself", site.quote(other)),
                });
            }
        }
        for query in &site.outline.sub_selects {
            let Some(member) = query.member else { continue };
            let all = crate::expression::Part {
                start: member.start,
                end: query.part.end,
            };
            edits.push(Edit {
                text: site
                    .expression
                    .replace(&[(all, &format!("EXISTS {}", site.expression.text(query.part)))]),
                direction: under(Direction::Weakens, query.polarity),
                what: format!("asks for any row in place of {}", site.quote(all)),
            });
        }
        edits
    })
}
