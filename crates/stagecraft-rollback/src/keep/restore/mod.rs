//! Giving kept rows back: values, then what was inserted goes, then what was
//! deleted comes.

mod fill;
mod rows;
mod values;

use std::collections::BTreeMap;

use stagecraft_catalog::{Object as _, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::{Ident, QualifiedName};

use super::check::{is_checked, now, restorable};
use super::key::{SAME_PLACE, source};
use super::quiet::{triggers, waiting_keys};
use super::{Kept, KeptTable, Key, Strategy, copy, room};
use crate::context::relation;
use crate::plan::Rows;
use crate::task::Phase;

/// The statements that give rows back, by table and step.
#[derive(Debug, Default)]
pub(crate) struct Restored {
    pub(crate) rows: BTreeMap<(Phase, QualifiedName), Rows>,
    /// Before and after all of them.
    pub(crate) around: (Vec<String>, Vec<String>),
}

/// Returns the statements that give back what is kept; tables have their old
/// shape by then, without what judges rows. `role` runs them.
pub(crate) fn restore(
    kept: &Kept,
    before: &Snapshot,
    (left, after): (&Snapshot, &Snapshot),
    role: &Ident,
) -> Restored {
    let mut restored = Restored::default();
    let given: Vec<&KeptTable> = kept
        .tables
        .iter()
        .filter(|it| !matches!(it.strategy, Strategy::Move { .. }))
        .collect();
    let giving = |number, table: &'_ KeptTable| Giving {
        rows: restorable(
            number,
            table,
            is_checked(table, &now(table, left, after), after),
        ),
        version: kept.version.clone(),
        table: table.clone(),
        before,
        after,
    };
    let mut quiet = Vec::new();
    for (number, table) in (1..).zip(&kept.tables) {
        let of = giving(number, table);
        match &table.strategy {
            Strategy::Move { .. } => {
                restored.add(Phase::Orphans, table, of.orphans(false));
            }
            Strategy::Copy => {
                restored.add(Phase::Inserts, table, vec![copy::restore(table, before)]);
                restored.add(Phase::Orphans, table, of.orphans(false));
            }
            Strategy::Difference { columns } if !columns.is_empty() => {
                restored.add(Phase::Values, table, of.values(Some(columns)));
                restored.add(Phase::Values, table, of.fill(columns));
                quiet.push(table);
            }
            Strategy::Difference { .. } | Strategy::Capture => {
                let mut lost = Vec::new();
                if table.is_replaced
                    && let Some(aside) = aside(table, left, after)
                {
                    restored.add(Phase::Values, table, vec![of.transfer(&aside)]);
                    for read in with_partitions(&aside, after) {
                        restored.reads(table, read);
                    }
                    lost = of.lost(&aside);
                }
                restored.add(Phase::Values, table, of.values(None));
                restored.add(Phase::Values, table, of.fill(&lost));
                restored.add(Phase::Deletes, table, of.deletes());
                let emptied = room::emptied(table, before, after);
                restored.add(Phase::Deletes, table, of.fill(&emptied));
                restored.add(Phase::Inserts, table, of.inserts());
                restored.add(Phase::Orphans, table, of.orphans(true));
                quiet.push(table);
            }
        }
    }
    for table in quiet {
        let (off, on) = triggers(&table.relation, before, after, role);
        restored.around.0.extend(off);
        restored.around.1.extend(on);
        restored
            .around
            .1
            .extend(room::not_null_again(table, before, after));
    }
    let (wait, check) = waiting_keys(&given, before, after, role);
    restored.around.0.extend(wait);
    restored.around.1.splice(0..0, check);
    restored
}

/// Returns the table that took the name of a kept one, under its name of now.
pub(crate) fn aside(kept: &KeptTable, left: &Snapshot, after: &Snapshot) -> Option<ObjectId> {
    let object = relation(left, &kept.relation)?;
    let identity = left.identities.of(&object)?;
    after.identities.object(object.kind, identity).cloned()
}

/// Returns a table and the tables that its rows stand in.
fn with_partitions(table: &ObjectId, snapshot: &Snapshot) -> Vec<ObjectId> {
    let mut all = vec![table.clone()];
    let Some(name) = QualifiedName::of_name(&table.name) else {
        return all;
    };
    for child in &snapshot.tables {
        if child.inherits.contains(&name) {
            all.extend(with_partitions(&child.id(), snapshot));
        }
    }
    all
}

impl Restored {
    /// Says that a table is read to give rows back to another.
    fn reads(&mut self, table: &KeptTable, read: ObjectId) {
        let key = (Phase::Values, table.relation.clone());
        self.rows.entry(key).or_default().reads.push(read);
    }

    fn add(&mut self, phase: Phase, table: &KeptTable, sql: Vec<String>) {
        if !sql.is_empty() {
            let rows = self
                .rows
                .entry((phase, table.relation.clone()))
                .or_default();
            rows.sql.extend(sql);
        }
    }
}

struct Giving<'a> {
    /// Where the rows stand that may be given back.
    rows: String,
    version: String,
    table: KeptTable,
    before: &'a Snapshot,
    after: &'a Snapshot,
}

impl Giving<'_> {
    /// The table in its old shape, `t`, beside what is kept, `k`.
    fn found(&self) -> (String, String) {
        let columns = self.before.columns_of(&self.table.relation);
        let pairs: Vec<_> = columns
            .iter()
            .map(|it| (it.name.clone(), it.name.clone()))
            .collect();
        let source = source(&self.table.relation, &self.table.key, &pairs, &columns);
        (source.from, source.matches)
    }

    /// `for` an `update … from` the table itself may not be joined again.
    fn matches(&self) -> (String, String) {
        let (from, matches) = self.found();
        match &self.table.key {
            Key::Columns(_) => (String::new(), matches),
            Key::Content(_) => {
                let table = &self.table.relation;
                let inner = from.replacen(&format!("{table} as t\n  join ("), "(", 1);
                let inner = inner.replacen(&format!(" on {SAME_PLACE}"), "", 1);
                (
                    format!(",\n  {inner}"),
                    format!("{matches} and {SAME_PLACE}"),
                )
            }
        }
    }
}
