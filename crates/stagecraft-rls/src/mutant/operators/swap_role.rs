//! M31: another role of the application is asked for.

use super::clause::{self, Edit, under};
use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M31",
    name: "swap-role",
    direction: Direction::Either,
    class: "the next lower or higher role is asked for, or a bound is taken in or left out: members of those roles notice",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let mut edits = Vec::new();
        for literal in site.expression.literals(site.expression.whole()) {
            let cast = literal.cast.map_or("", |it| site.expression.text(it));
            let scale = scale(subject, cast);
            let Some(at) = scale.iter().position(|it| *it == literal.value) else {
                continue;
            };
            let neighbours = [at.checked_sub(1), at.checked_add(1)];
            for other in neighbours
                .into_iter()
                .flatten()
                .filter_map(|it| scale.get(it))
            {
                let new = stagecraft_model::quote_literal(other);
                edits.push(Edit {
                    text: site.expression.replace(&[(literal.part, &new)]),
                    direction: Direction::Either,
                    what: format!("has '{other}' for '{}'", literal.value),
                });
            }
        }
        for atom in &site.outline.atoms {
            let Some(comparison) = atom.comparison else {
                continue;
            };
            let (new, direction) = match site.expression.text(comparison.operator) {
                ">=" => (">", Direction::Strengthens),
                "<=" => ("<", Direction::Strengthens),
                ">" => (">=", Direction::Weakens),
                "<" => ("<=", Direction::Weakens),
                _ => continue,
            };
            edits.push(Edit {
                text: site.expression.replace(&[(comparison.operator, new)]),
                direction: under(direction, atom.polarity),
                what: format!("has {new} in {}", site.quote(atom.part)),
            });
        }
        edits
    })
}

/// Returns the values that a literal of a type may have, in order: an enum's
/// labels, or of text the contract's roles.
fn scale<'a>(subject: &'a Subject<'_>, cast: &str) -> Vec<&'a str> {
    let labels = subject
        .facts
        .relations
        .iter()
        .flat_map(|it| &it.columns)
        .find(|it| !it.labels.is_empty() && (it.data_type == cast || it.base_type == cast));
    if let Some(column) = labels {
        return column.labels.iter().map(String::as_str).collect();
    }
    let membership = subject
        .contract
        .and_then(|it| it.tenancy.membership.as_ref());
    membership
        .filter(|_| matches!(cast, "" | "text" | "character varying"))
        .map(|it| it.roles.iter().map(String::as_str).collect())
        .unwrap_or_default()
}
