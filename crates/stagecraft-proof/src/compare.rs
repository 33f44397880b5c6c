//! What is not as it was, and how much that matters.

use std::collections::BTreeMap;

use stagecraft_catalog::{Action, Change, Kind, Snapshot, diff};
use stagecraft_connect::content::Fingerprint;
use stagecraft_model::{Ident, QualifiedName};

use crate::document::{Grade, Rows, WayProof};

/// What tables hold.
pub(crate) type Contents = BTreeMap<QualifiedName, Fingerprint>;
/// Where sequences stand.
pub(crate) type Positions = BTreeMap<QualifiedName, Option<i64>>;

/// Compares catalogs, contents and sequences after a way back with what was
/// before.
pub(crate) fn compare(
    before: &Snapshot,
    now: &Snapshot,
    contents: (&Contents, &Contents),
    positions: (&Positions, &Positions),
) -> WayProof {
    let catalog = diff(before, now);
    let mut grade = Grade::Exact;
    let mut reasons = Vec::new();
    for change in &catalog {
        if let Some(why) = harmless(change) {
            grade = grade.max(Grade::Equivalent);
            reasons.push(why);
        } else {
            grade = Grade::Lossy;
            reasons.push(change.to_string());
        }
    }
    let mut rows = Vec::new();
    for (relation, was) in contents.0 {
        let is = contents.1.get(relation);
        let difference = match is {
            Some(is) => was.difference(is),
            None if before.tables.contains(relation) => Some("the table is gone".to_owned()),
            None => None,
        };
        rows.extend(difference.map(|difference| Rows {
            relation: relation.clone(),
            difference,
            count_differs: is.is_none_or(|is| is.rows != was.rows),
            columns: is.map_or_else(Vec::new, |is| was.changed_columns(is)),
        }));
    }
    let sequences: Vec<_> = positions
        .0
        .iter()
        .filter(|(name, at)| positions.1.get(*name) != Some(*at))
        .map(|(name, _)| name.clone())
        .collect();
    if !rows.is_empty() || !sequences.is_empty() {
        grade = Grade::Lossy;
    }
    reasons.extend(rows.iter().map(|it| {
        let why = computed(it, before);
        format!("{}: {}{why}", it.relation, it.difference)
    }));
    reasons.extend(
        sequences
            .iter()
            .map(|it| format!("sequence {it} does not stand where it stood")),
    );
    WayProof {
        grade,
        reasons,
        catalog,
        rows,
        sequences,
        applies_again: false,
        no_transaction: false,
        elapsed_us: 0,
    }
}

/// Returns why the values of columns that Postgres computes are others now:
/// nobody can write them.
fn computed(rows: &Rows, before: &Snapshot) -> &'static str {
    let columns = before.columns_of(&rows.relation);
    let is_computed = |name: &Ident| {
        let column = columns.iter().find(|it| it.name == *name);
        column.is_some_and(|it| it.generated.is_some())
    };
    if !rows.columns.is_empty() && !rows.count_differs && rows.columns.iter().all(is_computed) {
        ", which Postgres has computed anew: its function is not what it was when they were stored"
    } else {
        ""
    }
}

/// Returns why a difference makes none to a query that names its columns.
fn harmless(change: &Change) -> Option<String> {
    if change.is_column_order() {
        return Some(format!(
            "the columns of {} stand in another order",
            change.name
        ));
    }
    let Action::Altered { fields } = &change.action else {
        return None;
    };
    let is_owner = fields.iter().all(|it| it.field == "owner");
    if change.kind == Kind::Extension && is_owner {
        return Some(format!(
            "{} has another owner: Postgres cannot change an extension's owner",
            change.id()
        ));
    }
    // A column that an inheriting table had from its parent alone is
    // declared by it, too, once it has been on its own.
    let is_declared = fields
        .iter()
        .all(|it| it.field == "inherited" && it.after == false);
    (is_declared && matches!(change.kind, Kind::Column | Kind::Constraint))
        .then(|| format!("{} is declared where it was only inherited", change.id()))
}
