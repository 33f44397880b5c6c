//! M26: a view reads with its owner's rights.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M26",
    name: "view-definer",
    direction: Direction::Weakens,
    class: "a view reads with its owner's rights: a foreign row in it notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .views()
        .filter(|it| it.security_invoker)
        .map(|view| {
            let statement = format!("alter view {} set (security_invoker = false)", view.name);
            Draft::relation(view, statement, "reads with its owner's rights").mark("definer")
        })
        .collect()
}
