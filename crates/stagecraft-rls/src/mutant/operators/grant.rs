//! M24: a role gets a privilege that it has not.

use super::{Direction, Draft, Operator, Subject};
use crate::facts::{Relation, RelationKind};

pub(super) const OPERATOR: Operator = Operator {
    id: "M24",
    name: "grant",
    direction: Direction::Weakens,
    class: "a role gets a privilege that it has not: a cell that is denied by grant notices; where policies deny it as well, only that",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for relation in subject.relations() {
        for role in subject.bound_roles() {
            for privilege in privileges(relation) {
                // A privilege on some columns is widened by its own operator.
                if !relation.grants_any(&role.name, privilege) {
                    drafts.push(Draft::grant(relation, &role.name, privilege, None));
                }
            }
        }
    }
    drafts
}

fn privileges(relation: &Relation) -> Vec<&'static str> {
    match relation.kind {
        RelationKind::Table | RelationKind::Partitioned => {
            vec!["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]
        }
        RelationKind::ForeignTable => vec!["SELECT", "INSERT", "UPDATE", "DELETE"],
        RelationKind::MaterializedView => vec!["SELECT"],
        RelationKind::View => [("SELECT", 0), ("INSERT", 8), ("UPDATE", 4), ("DELETE", 16)]
            .into_iter()
            .filter(|(_, bit)| *bit == 0 || relation.updatable & bit != 0)
            .map(|(privilege, _)| privilege)
            .collect(),
    }
}
