//! Comparing two snapshots.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use stagecraft_model::{Ident, QualifiedName};

use crate::{
    Acl, Action, Change, Collection, Column, FieldChange, Kind, Object, ObjectId, ObjectName,
    Snapshot,
};

/// Kinds whose objects have parts.
const WHOLES: [Kind; 5] = [
    Kind::Table,
    Kind::View,
    Kind::MaterializedView,
    Kind::CompositeType,
    Kind::Domain,
];

/// A field that says where a column stands; compared for all columns at once.
const POSITION: &str = "position";

/// Returns what is different in `after`, ordered by kind and name; empty
/// exactly when the digests are equal.
///
/// A renamed object is one dropped and one created. The parts of a created or
/// dropped relation follow with [`Change::part_of`] set. A column that was
/// added or dropped moves no other; where the others stand in another order,
/// the relation has the field `column_order`.
pub fn diff(before: &Snapshot, after: &Snapshot) -> Vec<Change> {
    let mut changes = Vec::new();
    before.compare(after, &mut changes);
    column_orders(before, after, &mut changes);
    changes.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    mark_parts(before, after, &mut changes);
    changes
}

/// Compares the objects of one kind.
pub(crate) fn collections<T: Object>(
    before: &Collection<T>,
    after: &Collection<T>,
    into: &mut Vec<Change>,
) {
    let mut push = |name: &T::Name, action| {
        into.push(Change {
            kind: T::KIND,
            name: name.clone().into(),
            action,
            part_of: None,
        });
    };
    for (name, old, new) in before.beside(after) {
        match (old, new) {
            (Some(_), None) => push(name, Action::Dropped),
            (None, _) => push(name, Action::Created),
            (Some(old), Some(new)) if old == new => {}
            (Some(old), Some(new)) => {
                let fields = fields(old, new);
                if !fields.is_empty() {
                    push(name, Action::Altered { fields });
                }
            }
        }
    }
}

fn fields<T: Object>(old: &T, new: &T) -> Vec<FieldChange> {
    let (old, new) = (properties(old), properties(new));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let mut changed = Vec::new();
    for name in names {
        let before = old.get(name).cloned().unwrap_or_default();
        let after = new.get(name).cloned().unwrap_or_default();
        if before == after || (T::KIND == Column::KIND && name == POSITION) {
            continue;
        }
        if name == "acl" {
            let owners = old.get("owner").zip(new.get("owner"));
            grants(before, after, owners, &mut changed);
            continue;
        }
        let is_flag = before.is_boolean() || after.is_boolean();
        let value = |it: Value| match it {
            Value::Null if is_flag => Value::Bool(false),
            it => it,
        };
        changed.push(FieldChange {
            field: name.clone(),
            before: value(before),
            after: value(after),
        });
    }
    changed
}

fn properties<T: Object>(object: &T) -> Map<String, Value> {
    match serde_json::to_value(object) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// One change per grantee; a new owner takes the old one's part in the grants.
fn grants(
    before: Value,
    after: Value,
    owners: Option<(&Value, &Value)>,
    into: &mut Vec<FieldChange>,
) {
    let acl = |it: Value| serde_json::from_value::<Acl>(it).unwrap_or_default();
    let (mut before, after) = (acl(before), acl(after));
    if let Some((Value::String(old), Value::String(new))) = owners {
        before = before.with_owner(&Ident::new(old.as_str()), &Ident::new(new.as_str()));
    }
    let mut grantees: Vec<_> = before
        .grants()
        .keys()
        .chain(after.grants().keys())
        .collect();
    grantees.sort();
    grantees.dedup();
    for grantee in grantees {
        let (old, new) = (before.grants().get(grantee), after.grants().get(grantee));
        if old != new {
            let text = |it: Option<&crate::Privileges>| {
                it.map_or(Value::Null, |it| Value::String(it.to_string()))
            };
            into.push(FieldChange {
                field: format!("grants to {grantee}"),
                before: text(old),
                after: text(new),
            });
        }
    }
}

/// Adds `column_order` to relations whose columns, as far as they are in both,
/// stand in another order.
fn column_orders(before: &Snapshot, after: &Snapshot, changes: &mut Vec<Change>) {
    if before.columns == after.columns {
        return;
    }
    let after_orders = after.column_orders();
    for (relation, old) in before.column_orders() {
        let Some(new) = after_orders.get(&relation) else {
            continue;
        };
        let (old_common, new_common) = (common(&old, new), common(new, &old));
        if old_common == new_common {
            continue;
        }
        let Some(kind) = whole(after, &relation) else {
            continue;
        };
        let field = FieldChange {
            field: "column_order".to_owned(),
            before: old_common.into(),
            after: new_common.into(),
        };
        let name = ObjectName::from(relation);
        let known = changes
            .iter_mut()
            .find(|it| it.kind == kind && it.name == name);
        match known.map(|it| &mut it.action) {
            Some(Action::Altered { fields }) => fields.push(field),
            _ => changes.push(Change {
                kind,
                name,
                action: Action::Altered {
                    fields: vec![field],
                },
                part_of: None,
            }),
        }
    }
}

fn common<'a>(names: &[&'a str], others: &[&str]) -> Vec<&'a str> {
    names
        .iter()
        .filter(|it| others.contains(it))
        .copied()
        .collect()
}

/// Returns what kind of whole a relation's name stands for.
fn whole(snapshot: &Snapshot, name: &QualifiedName) -> Option<Kind> {
    if snapshot.tables.contains(name) {
        Some(Kind::Table)
    } else if snapshot.views.contains(name) {
        Some(Kind::View)
    } else if snapshot.materialized_views.contains(name) {
        Some(Kind::MaterializedView)
    } else if snapshot.composite_types.contains(name) {
        Some(Kind::CompositeType)
    } else if snapshot.domains.contains(name) {
        Some(Kind::Domain)
    } else {
        None
    }
}

/// Says of each part of a created or dropped relation what it is a part of.
fn mark_parts(before: &Snapshot, after: &Snapshot, changes: &mut [Change]) {
    let wholes: BTreeMap<(bool, ObjectName), ObjectId> = changes
        .iter()
        .filter(|it| WHOLES.contains(&it.kind))
        .filter_map(|it| {
            let is_created = created_not_dropped(&it.action)?;
            Some(((is_created, it.name.clone()), it.id()))
        })
        .collect();
    if wholes.is_empty() {
        return;
    }
    let owners = [before.owners_of_parts(), after.owners_of_parts()];
    let [dropped_from, created_in] = owners;
    for change in changes {
        let Some(is_created) = created_not_dropped(&change.action) else {
            continue;
        };
        let owners = if is_created {
            &created_in
        } else {
            &dropped_from
        };
        change.part_of = owners
            .get(&change.id())
            .and_then(|it| wholes.get(&(is_created, ObjectName::from(it.clone()))))
            .cloned();
    }
}

fn created_not_dropped(action: &Action) -> Option<bool> {
    match action {
        Action::Created => Some(true),
        Action::Dropped => Some(false),
        Action::Altered { .. } => None,
    }
}
