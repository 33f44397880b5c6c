//! A table that is moved aside in place of being dropped.

use std::collections::BTreeSet;

use stagecraft_catalog::{ConstraintType, Kind, Object as _, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::QualifiedName;

use super::{KeptTable, SCHEMA, copy};
use crate::context::relation;
use crate::graph::{Graph, Vertex, whole};
use crate::kinds;

/// Returns whether a table may stand aside: nothing of it may hold on to what
/// a later migration wants to drop, and its rows are all its own.
pub(crate) fn is_movable(table: &QualifiedName, before: &Snapshot, graph: &Graph) -> bool {
    let Some(found) = before.tables.get(table) else {
        return false;
    };
    let is_plain = found.partition_key.is_none()
        && found.partition_bound.is_none()
        && found.inherits.is_empty()
        && found.of_type.is_none()
        && !before.tables.iter().any(|it| it.inherits.contains(table));
    let columns = before.columns_of(table);
    is_plain
        && columns
            .iter()
            .all(|it| copy::is_builtin(&it.r#type) && it.generated.is_none())
        // An index may use a function or an operator class of an extension.
        && before.indexes_of(table).all(|it| {
            let needs = graph.needs(&Vertex::from(it.id())).collect::<Vec<_>>();
            needs.iter().all(|it| {
                matches!(it.object.kind, Kind::Column | Kind::Table | Kind::Constraint)
            })
        })
}

/// Returns the statements that stand in for `drop table`.
pub(crate) fn instead(tables: &[&KeptTable], before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let graph = Graph::of(before);
    let mut sql = Vec::new();
    let moved: BTreeSet<ObjectId> = tables
        .iter()
        .filter_map(|it| relation(before, &it.relation))
        .collect();
    for object in dependents(&moved, before, after, &graph) {
        sql.extend(kinds::drop(&object, before));
    }
    for kept in tables {
        sql.extend(strip(kept, before, &graph));
        let name = &kept.relation.name;
        sql.push(format!("alter table {} set schema {SCHEMA}", kept.relation));
        sql.push(format!(
            "alter table {SCHEMA}.{name} rename to {}",
            kept.place.name
        ));
        // Another table of this name may be moved here one day.
        let indexes = before
            .indexes_of(&kept.relation)
            .map(|it| ("index", &it.name));
        let sequences = before.sequences.iter().filter(|it| {
            it.owned_by
                .as_ref()
                .is_some_and(|it| it.relation() == kept.relation)
        });
        let all = indexes.chain(sequences.map(|it| ("sequence", &it.name)));
        for (n, (word, name)) in (1..).zip(all) {
            let place = kept.place.name.as_str();
            sql.push(format!(
                "alter {word} {SCHEMA}.{name} rename to \"{place}_{n}\""
            ));
        }
    }
    sql
}

/// What `CASCADE` would have dropped with the tables, first what needs most.
fn dependents(
    moved: &BTreeSet<ObjectId>,
    before: &Snapshot,
    after: &Snapshot,
    graph: &Graph,
) -> Vec<ObjectId> {
    let mut order: Vec<ObjectId> = Vec::new();
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let mut stack: Vec<(ObjectId, bool)> = moved.iter().map(|it| (it.clone(), false)).collect();
    while let Some((object, is_done)) = stack.pop() {
        if is_done {
            order.push(object);
            continue;
        }
        if !seen.insert(object.clone()) {
            continue;
        }
        stack.push((object.clone(), true));
        let mut vertices = vec![Vertex::from(object.clone())];
        if let Some(name) = QualifiedName::of_name(&object.name) {
            vertices.extend(before.parts_of(&name).into_iter().map(Vertex::from));
        }
        for vertex in vertices {
            for dependent in graph.needed_by(&vertex) {
                let other = &dependent.object;
                let owner = whole(other, before);
                let is_own = owner.as_ref().is_some_and(|it| moved.contains(it));
                let is_owned = other.kind == Kind::Sequence;
                if !dependent.is_default && !is_own && !is_owned && !after.contains(other) {
                    stack.push((other.clone(), false));
                }
            }
        }
    }
    order.retain(|it| !moved.contains(it));
    order
}

/// Takes off a table what would hold on to other objects, or act.
fn strip(kept: &KeptTable, before: &Snapshot, graph: &Graph) -> Vec<String> {
    let table = &kept.relation;
    let mut sql = Vec::new();
    for trigger in before.triggers_of(table) {
        sql.extend(kinds::drop(&trigger.id(), before));
    }
    for policy in before.policies_of(table) {
        sql.extend(kinds::drop(&policy.id(), before));
    }
    for rule in before.rules_of(table) {
        sql.extend(kinds::drop(&rule.id(), before));
    }
    for constraint in before.constraints_of(table) {
        let holds_on = graph.needs(&Vertex::from(constraint.id())).any(|it| {
            !matches!(it.object.kind, Kind::Column | Kind::Table | Kind::Index)
                || whole(&it.object, before) != relation(before, table)
        });
        if constraint.r#type == ConstraintType::ForeignKey || holds_on {
            sql.extend(kinds::drop(&constraint.id(), before));
        }
    }
    for column in before.columns_of(table) {
        let default = Vertex {
            object: column.id(),
            is_default: true,
        };
        let holds_on = graph.needs(&default).any(|it| {
            let is_own = it.object.kind == Kind::Sequence;
            !is_own && whole(&it.object, before) != relation(before, table)
        });
        if holds_on {
            sql.push(format!(
                "alter table {table} alter column {} drop default",
                column.name
            ));
        }
    }
    for publication in &before.publications {
        let is_in = |it: &stagecraft_catalog::PublishedTable| {
            it.schema == table.schema && it.name == table.name
        };
        if publication.tables.iter().any(is_in) {
            sql.push(format!(
                "alter publication {} drop table {table}",
                publication.name
            ));
        }
    }
    sql
}

/// Returns the statements that bring a table back from where it was moved.
pub(crate) fn bring_back(kept: &KeptTable) -> Vec<String> {
    vec![
        format!(
            "alter table {} set schema {}",
            kept.place, kept.relation.schema
        ),
        format!(
            "alter table {}.{} rename to {}",
            kept.relation.schema, kept.place.name, kept.relation.name
        ),
    ]
}
