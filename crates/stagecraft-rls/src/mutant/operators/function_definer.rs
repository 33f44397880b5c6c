//! M27: a function runs with its owner's rights.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M27",
    name: "function-definer",
    direction: Direction::Weakens,
    class: "a function runs with its owner's rights: a call about foreign rows notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut routines: Vec<_> = subject.routines().collect();
    for helper in subject.helpers() {
        if !routines.iter().any(|it| it.identity == helper.identity) {
            routines.push(helper);
        }
    }
    routines
        .into_iter()
        .filter(|it| !it.security_definer)
        .map(|routine| {
            let statement = format!("alter routine {} security definer", routine.identity);
            Draft::routine(routine, statement, "runs with its owner's rights").mark("definer")
        })
        .collect()
}
