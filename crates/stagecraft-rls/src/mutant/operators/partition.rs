//! M32: a partition is open.

use stagecraft_model::QualifiedName;

use super::{Direction, Draft, Operator, Subject};
use crate::facts::Relation;
use crate::mutant::Change;

pub(super) const OPERATOR: Operator = Operator {
    id: "M32",
    name: "partition",
    direction: Direction::Weakens,
    class: "a partition has no row security, or a role may read it: a probe of the partition itself notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for relation in subject.facts.relations.iter().filter(|it| it.is_partition) {
        let served = subject.tables().any(|it| it.name == relation.name);
        if !served && !is_below_served(subject, relation) {
            continue;
        }
        if relation.rls {
            let statement = format!("alter table {} disable row level security", relation.name);
            drafts.push(
                Draft::relation(relation, statement, "row security is switched off")
                    .mark("off")
                    .change(Change::RowSecurityOff),
            );
        }
        if !served {
            for role in subject.bound_roles() {
                if !relation.grants_any(&role.name, "SELECT") {
                    drafts.push(Draft::grant(relation, &role.name, "SELECT", None));
                }
            }
        }
    }
    drafts
}

fn is_below_served(subject: &Subject<'_>, relation: &Relation) -> bool {
    let parents: &[QualifiedName] = &relation.parents;
    parents.iter().any(|name| {
        subject.tables().any(|it| it.name == *name)
            || subject
                .facts
                .relation(name)
                .is_some_and(|it| is_below_served(subject, it))
    })
}
