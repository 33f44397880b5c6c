//! M02: row security is off.

use super::{Direction, Draft, Operator, Subject};
use crate::mutant::Change;

pub(super) const OPERATOR: Operator = Operator {
    id: "M02",
    name: "disable-rls",
    direction: Direction::Weakens,
    class: "row security of a table is switched off: everybody with a grant reaches all rows",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    subject
        .tables()
        .filter(|it| it.rls && !it.is_partition)
        .map(|relation| {
            let statement = format!("alter table {} disable row level security", relation.name);
            Draft::relation(relation, statement, "row security is switched off")
                .mark("off")
                .change(Change::RowSecurityOff)
        })
        .collect()
}
