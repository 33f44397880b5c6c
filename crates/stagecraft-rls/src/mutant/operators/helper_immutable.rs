//! M29: a function that policies call is IMMUTABLE.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M29",
    name: "helper-immutable",
    direction: Direction::Weakens,
    class: "a function that policies call is IMMUTABLE, so that a kept plan keeps its first caller: only a probe that runs one prepared statement as two callers notices",
    optional: true,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .helpers()
        .into_iter()
        .filter(|it| it.volatility != 'i')
        .map(|routine| {
            let statement = format!("alter routine {} immutable", routine.identity);
            Draft::routine(routine, statement, "claims to be IMMUTABLE").mark("immutable")
        })
        .collect()
}
