//! What runs around a migration to keep what it would destroy.

use std::collections::BTreeMap;

use stagecraft_catalog::Snapshot;

use super::{
    KeepSql, Kept, KeptTable, Strategy, books, capture, copy, difference, moved, note, positions,
    reset_text_settings, set_text_settings,
};

/// Returns the statements that run before a migration, in place of some of its
/// statements, and after it, all in its own transaction.
pub fn around(kept: &Kept, before: &Snapshot, after: &Snapshot) -> KeepSql {
    if kept.is_empty() {
        return KeepSql::default();
    }
    let mut sql = KeepSql {
        before: set_text_settings().collect(),
        instead: Vec::new(),
        after: set_text_settings().collect(),
    };
    sql.before.extend(books());
    let is_captured = |it: &&KeptTable| it.strategy == Strategy::Capture;
    if kept.tables.iter().any(|it| is_captured(&it)) {
        sql.before.extend(capture::function());
    }
    let mut moves: BTreeMap<usize, Vec<&KeptTable>> = BTreeMap::new();
    for table in &kept.tables {
        sql.before.push(note(&kept.version, table));
        match &table.strategy {
            Strategy::Move { statement } => moves.entry(*statement).or_default().push(table),
            Strategy::Copy => sql.before.extend(copy::before(table, before)),
            Strategy::Difference { columns } => {
                sql.before
                    .extend(difference::before(table, columns, before));
                sql.after
                    .extend(difference::after(table, columns, before, after));
            }
            Strategy::Capture => {
                sql.before.extend(capture::before(table, before));
                sql.after.extend(capture::after(table, before, after));
            }
        }
    }
    for (statement, tables) in moves {
        sql.instead
            .push((statement, moved::instead(&tables, before, after)));
    }
    if kept.tables.iter().any(|it| is_captured(&it)) {
        sql.after.extend(capture::end());
    }
    sql.before.extend(positions::before(kept));
    sql.after.extend(positions::after(kept, before, after));
    sql.before.extend(reset_text_settings());
    sql.after.extend(reset_text_settings());
    sql
}
