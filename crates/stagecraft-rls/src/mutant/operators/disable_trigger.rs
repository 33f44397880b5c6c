//! M30: a trigger that looks at written rows is off.

use super::{Direction, Draft, Operator, Subject};
use crate::mutant::Change;

pub(super) const OPERATOR: Operator = Operator {
    id: "M30",
    name: "disable-trigger",
    direction: Direction::Weakens,
    class: "a trigger that looks at rows before they are written is off: a write in somebody else's name, or of a protected column, notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for relation in subject.tables() {
        for trigger in &relation.triggers {
            if trigger.before && trigger.row && trigger.enabled {
                let statement = format!(
                    "alter table {} disable trigger {}",
                    relation.name, trigger.name
                );
                let what = format!("the trigger {} is off", trigger.name);
                drafts.push(
                    Draft::relation(relation, statement, &what)
                        .mark(trigger.name.to_string())
                        .change(Change::Trigger),
                );
            }
        }
    }
    drafts
}
