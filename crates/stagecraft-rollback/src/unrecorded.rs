//! What depends on what, where the server records it for something that is no
//! object here, or not at all: members of operator classes and families,
//! triggers behind constraints, row types, security labels.

use std::collections::BTreeMap;

use stagecraft_catalog::{MemberName, Object as _, ObjectId, Snapshot};

use crate::{address, context, kinds};

/// Returns pairs of what depends and what it depends on.
pub(crate) fn unrecorded(snapshot: &Snapshot) -> Vec<(ObjectId, ObjectId)> {
    let mut pairs = Vec::new();
    members(snapshot, &mut pairs);
    for check in &snapshot.silenced_checks {
        let of = check.of.as_ref();
        let constraint = MemberName {
            schema: of.map_or(&check.schema, |it| &it.schema).clone(),
            relation: of.map_or(&check.relation, |it| &it.name).clone(),
            name: check.name.clone(),
        };
        let constraint = snapshot.constraints.get(&constraint);
        pairs.extend(constraint.map(|it| (check.id(), it.id())));
    }
    for of in &snapshot.implicit_types {
        let relation = context::relation(snapshot, &of.name());
        pairs.extend(relation.map(|it| (of.id(), it)));
    }
    for label in &snapshot.security_labels {
        let Some(word) = kinds::label_word(&label.r#type) else {
            continue;
        };
        let identified = format!("{word} {}", label.object);
        let mut objects = snapshot.identities.iter();
        let object = objects.find(|(it, _)| address::is(it, snapshot, &identified));
        pairs.extend(object.map(|(it, _)| (label.id(), it.clone())));
    }
    pairs
}

/// The operators and functions that classes and families are made of.
fn members(snapshot: &Snapshot, pairs: &mut Vec<(ObjectId, ObjectId)>) {
    let classes = snapshot
        .operator_classes
        .iter()
        .map(|it| (it.id(), &it.operators, &it.functions));
    let families = snapshot
        .operator_families
        .iter()
        .map(|it| (it.id(), &it.operators, &it.functions));
    let all: Vec<_> = classes.chain(families).collect();
    if all.is_empty() {
        return;
    }
    let operators: BTreeMap<String, ObjectId> = snapshot
        .operators
        .iter()
        .map(|it| (compact(&address::of_operator(it)), it.id()))
        .collect();
    let routines: BTreeMap<String, ObjectId> = snapshot
        .routines
        .iter()
        .map(|it| {
            let text = format!("{}.{}({})", it.schema, it.name, it.signature);
            (compact(&text), it.id())
        })
        .collect();
    for (object, own_operators, own_functions) in all {
        for member in own_operators {
            // `1 public.<<<(integer,numeric) for order by …`
            let bare = member.split(" for order by ").next().unwrap_or(member);
            let name = bare.split_once(' ').map_or(bare, |(_, it)| it);
            let found = operators.get(&compact(name));
            pairs.extend(found.map(|it| (object.clone(), it.clone())));
        }
        for member in own_functions {
            // `1 (integer, integer) public.compare(integer,integer)`
            let name = member
                .split_once(") ")
                .map_or(member.as_str(), |(_, it)| it);
            let found = routines.get(&compact(name));
            pairs.extend(found.map(|it| (object.clone(), it.clone())));
        }
    }
    // A class is in its family even when nothing of it is.
    for class in &snapshot.operator_classes {
        let family = snapshot.operator_families.iter().find(|it| {
            it.method == class.method
                && it.schema == class.family.schema
                && it.name == class.family.name
        });
        pairs.extend(family.map(|it| (class.id(), it.id())));
    }
}

/// Spells a signature as `regprocedure` does, whoever wrote it.
fn compact(signature: &str) -> String {
    signature
        .replace(", ", ",")
        .replace(" (", "(")
        .replace("(none,", "(NONE,")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_spelled_alike() {
        assert_eq!(
            compact("public.=== (none, double precision)"),
            compact("public.===(NONE,double precision)")
        );
    }
}
