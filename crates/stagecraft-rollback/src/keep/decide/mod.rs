//! Which tables are kept, and how.

mod columns;

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{ConstraintType, Kind, Object as _, Snapshot, Table};
use stagecraft_model::{Ident, QualifiedName};

use super::moved::is_movable;
use super::{Kept, KeptTable, Key, SCHEMA, Strategy};
use crate::graph::Graph;

/// What was seen of a migration besides its catalogs.
#[derive(Debug, Clone, Default)]
pub struct Observed {
    /// The migration's version.
    pub version: String,
    /// Tables, by their names before, that it may write to.
    pub written: BTreeSet<QualifiedName>,
    /// Whether it only ever inserts, so that nothing cascades.
    pub only_inserts: bool,
    /// `DROP TABLE` statements: ordinal and the tables that each names.
    pub drops: Vec<(usize, Vec<QualifiedName>)>,
    /// Sequences that it was seen to move.
    pub moved_sequences: BTreeSet<QualifiedName>,
    /// Columns that have to be kept although nothing says so: without it they
    /// came back different.
    pub columns: BTreeMap<QualifiedName, BTreeSet<Ident>>,
    /// Tables whose rows triggers do not see.
    pub without_capture: BTreeSet<QualifiedName>,
    /// Tables that cannot be moved aside.
    pub without_move: BTreeSet<QualifiedName>,
}

/// Decides what has to be kept of a migration that leads from `before` to
/// `after`, both as the server has them.
pub fn decide(before: &Snapshot, after: &Snapshot, observed: &Observed) -> Kept {
    let written = spread(before, observed);
    let decider = Decider {
        before,
        after,
        observed,
        written: &written,
        graph: Graph::of(before),
    };
    let mut kept = Kept {
        version: observed.version.clone(),
        ..Kept::default()
    };
    for table in &before.tables {
        if let Some((strategy, is_replaced)) = decider.strategy(table) {
            let relation = table.name();
            let number = kept.tables.len() + 1;
            kept.tables.push(KeptTable {
                key: decider.key(&relation, is_replaced),
                place: QualifiedName::new(SCHEMA, format!("{}_{number}", observed.version)),
                why: why(&strategy),
                relation,
                strategy,
                is_replaced,
            });
        }
    }
    kept.sequences = decider.sequences(&kept);
    kept
}

/// Deleting a row may delete or change rows of other tables.
fn spread(before: &Snapshot, observed: &Observed) -> BTreeSet<QualifiedName> {
    let mut all = observed.written.clone();
    if observed.only_inserts {
        return all;
    }
    loop {
        let more: Vec<QualifiedName> = before
            .constraints
            .iter()
            .filter(|it| it.r#type == ConstraintType::ForeignKey)
            .filter(|it| it.references.as_ref().is_some_and(|it| all.contains(it)))
            .filter(|it| acts(&it.definition))
            .map(|it| it.name().relation())
            .filter(|it| !all.contains(it))
            .collect();
        if more.is_empty() {
            return all;
        }
        all.extend(more);
    }
}

/// Returns whether a foreign key changes rows by itself.
fn acts(definition: &str) -> bool {
    ["ON DELETE ", "ON UPDATE "].iter().any(|on| {
        definition.split_once(on).is_some_and(|(_, action)| {
            ["CASCADE", "SET NULL", "SET DEFAULT"]
                .iter()
                .any(|it| action.starts_with(it))
        })
    })
}

struct Decider<'a> {
    before: &'a Snapshot,
    after: &'a Snapshot,
    observed: &'a Observed,
    written: &'a BTreeSet<QualifiedName>,
    graph: Graph,
}

impl Decider<'_> {
    /// Returns how a table is kept and whether another took its name; `None`
    /// when nothing of it has to be.
    fn strategy(&self, table: &Table) -> Option<(Strategy, bool)> {
        let name = table.name();
        if table.foreign_server.is_some() {
            return None;
        }
        let identity = self.before.identities.of(&table.id())?;
        let Some(now) = self.after.identities.object(Kind::Table, identity) else {
            return self.strategy_of_gone(table);
        };
        // What a partition loses, its table loses.
        if table.partition_bound.is_some()
            && self.ancestors(table).any(|it| self.is_kept_as_written(&it))
        {
            return None;
        }
        let lost: Vec<String> = self
            .lost_columns(&name, now)
            .into_iter()
            .map(|it| it.name.as_str().to_owned())
            .collect();
        let is_written = self.written.contains(&name);
        if table.partition_bound.is_some() && !is_written {
            // Columns go from the partitioned table downwards.
            return None;
        }
        let strategy = match (is_written, lost.is_empty()) {
            (false, true) => return None,
            (false, false) => Strategy::Difference { columns: lost },
            (true, true) if self.can_capture(&name) => Strategy::Capture,
            (true, _) => Strategy::Difference {
                columns: Vec::new(),
            },
        };
        Some((strategy, false))
    }

    fn strategy_of_gone(&self, table: &Table) -> Option<(Strategy, bool)> {
        // The rows stand in the partitions.
        if table.partition_key.is_some() && !self.is_replaced(table) {
            return None;
        }
        if self.is_replaced(table) {
            let columns = Vec::new();
            return Some((Strategy::Difference { columns }, true));
        }
        // The rows of a partition of a table that is made anew are in it.
        if table.partition_bound.is_some()
            && self.ancestors(table).any(|it| {
                self.before
                    .tables
                    .get(&it)
                    .is_some_and(|it| self.is_replaced(it))
            })
        {
            return None;
        }
        let name = table.name();
        let statement = self
            .observed
            .drops
            .iter()
            .find(|(_, tables)| tables.contains(&name));
        if let Some((statement, tables)) = statement
            && !self.written.contains(&name)
            && tables.iter().all(|it| {
                !self.observed.without_move.contains(it) && is_movable(it, self.before, &self.graph)
            })
        {
            return Some((
                Strategy::Move {
                    statement: *statement,
                },
                false,
            ));
        }
        Some((Strategy::Copy, false))
    }

    fn is_replaced(&self, table: &Table) -> bool {
        let was = self.before.identities.of(&table.id());
        let is_gone = was.is_some_and(|it| self.after.identities.object(Kind::Table, it).is_none());
        is_gone && self.after.tables.contains(&table.name())
    }

    /// Returns the tables that a partition is a part of, nearest first.
    fn ancestors<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = QualifiedName> + 'a {
        let mut next = table.inherits.first().cloned();
        std::iter::from_fn(move || {
            let current = next.take()?;
            next = self
                .before
                .tables
                .get(&current)
                .and_then(|it| it.inherits.first().cloned());
            Some(current)
        })
    }

    fn is_kept_as_written(&self, name: &QualifiedName) -> bool {
        self.written.contains(name)
    }

    fn can_capture(&self, name: &QualifiedName) -> bool {
        !self.observed.without_capture.contains(name)
            && matches!(self.key(name, false), Key::Columns(_))
    }

    /// Sequences that go, that were seen to move, and those of columns whose
    /// rows are kept.
    fn sequences(&self, kept: &Kept) -> Vec<QualifiedName> {
        let of_kept = |column: &QualifiedName| kept.tables.iter().any(|it| it.relation == *column);
        self.before
            .sequences
            .iter()
            .filter(|it| {
                let is_gone =
                    self.before.identities.of(&it.id()).is_none_or(|id| {
                        self.after.identities.object(Kind::Sequence, id).is_none()
                    });
                let owner = it
                    .owned_by
                    .as_ref()
                    .map(stagecraft_catalog::MemberName::relation);
                let moves = kept.tables.iter().any(|kept| {
                    Some(&kept.relation) == owner.as_ref()
                        && matches!(kept.strategy, Strategy::Move { .. })
                });
                !moves
                    && (is_gone
                        || self.observed.moved_sequences.contains(&it.name())
                        || owner.as_ref().is_some_and(of_kept))
            })
            .map(stagecraft_catalog::Object::name)
            .collect()
    }
}

fn why(strategy: &Strategy) -> String {
    match strategy {
        Strategy::Move { .. } => {
            "moved aside in place of being dropped: nothing is copied, its space stays taken"
                .to_owned()
        }
        Strategy::Copy => {
            "every row is copied before the table is dropped: time and space for all of it"
                .to_owned()
        }
        Strategy::Difference { columns } if columns.is_empty() => {
            "every row is copied before and compared after: time for all of it, space for what changed"
                .to_owned()
        }
        Strategy::Difference { columns } => format!(
            "{} of every row copied before: time and space for these values",
            columns.join(", ")
        ),
        Strategy::Capture => {
            "triggers write down the rows that the migration changes: time and space for those alone"
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_of_foreign_keys_are_read() {
        assert!(acts("FOREIGN KEY (a) REFERENCES t(id) ON DELETE CASCADE"));
        assert!(acts("FOREIGN KEY (a) REFERENCES t(id) ON UPDATE SET NULL"));
        assert!(!acts("FOREIGN KEY (a) REFERENCES t(id) ON DELETE RESTRICT"));
        assert!(!acts("FOREIGN KEY (a) REFERENCES t(id)"));
    }
}
