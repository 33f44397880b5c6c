//! What is to be loaded: tables, columns, and what must be there before.

use std::collections::BTreeSet;

use stagecraft_model::{Ident, QualifiedName};

use crate::encode::Format;
use crate::{Codec, Error};

/// Everything that is to be loaded.
#[derive(Debug, Clone)]
pub struct Job {
    /// The tables; [`crate::Rows`] knows each by its place here.
    pub tables: Vec<TableJob>,
    /// Names the plan in the journal: another fingerprint is another load.
    pub fingerprint: String,
    /// Tables that get no rows and are emptied with the others where tables are
    /// replaced: their rows point at what goes.
    pub emptied: Vec<QualifiedName>,
}

/// One table of a job.
#[derive(Debug, Clone)]
pub struct TableJob {
    /// The table.
    pub name: QualifiedName,
    /// The columns that get values, in the order of a row's values.
    pub columns: Vec<ColumnJob>,
    /// How many rows it gets.
    pub rows: u64,
    /// Tables that must be complete before, by their places in the job.
    pub after: Vec<usize>,
    /// Whether rows point at earlier rows of the table itself: its slices are
    /// loaded one after the other, for none sees another's before it is there.
    pub in_order: bool,
    /// What can only be set once every table is complete.
    pub late: Option<Late>,
}

/// A column that gets values.
#[derive(Debug, Clone)]
pub struct ColumnJob {
    /// Its name.
    pub name: Ident,
    /// How its values are sent.
    pub codec: Codec,
    /// Whether it is `generated always as identity`: an INSERT has to say that
    /// it overrides that, COPY always does.
    pub always_identity: bool,
}

impl ColumnJob {
    /// Returns a column that an INSERT may simply name.
    pub fn new(name: impl Into<Ident>, codec: Codec) -> Self {
        Self {
            name: name.into(),
            codec,
            always_identity: false,
        }
    }
}

/// Columns that are sent as NULL first and set once every table is complete:
/// one side of a circle of foreign keys.
#[derive(Debug, Clone)]
pub struct Late {
    /// The columns that find a row again, by their places in the table's
    /// columns.
    pub key: Vec<usize>,
    /// The columns that are set late, by their places.
    pub columns: Vec<usize>,
}

impl TableJob {
    /// Returns how the table's rows are sent.
    pub fn format(&self) -> Format {
        if self.columns.iter().all(|it| it.codec.is_binary()) {
            Format::Binary
        } else {
            Format::Text
        }
    }

    /// Returns the names of its columns in parentheses' order, for SQL.
    pub(crate) fn column_list(&self) -> String {
        list(self.columns.iter())
    }
}

/// Joins the columns' names for SQL.
pub(crate) fn list<'a>(columns: impl Iterator<Item = &'a ColumnJob>) -> String {
    let names: Vec<String> = columns.map(|it| it.name.to_string()).collect();
    names.join(", ")
}

impl Job {
    /// Fails when a place points nowhere or tables wait for each other.
    pub(crate) fn check(&self) -> Result<(), Error> {
        for table in &self.tables {
            let malformed = |problem: &'static str| Error::Malformed {
                table: table.name.to_string(),
                problem,
            };
            if table.columns.is_empty() {
                return Err(malformed("it has no columns"));
            }
            if table.after.iter().any(|it| *it >= self.tables.len()) {
                return Err(malformed("it waits for a table that the job does not have"));
            }
            let Some(late) = &table.late else { continue };
            let mut places = late.key.iter().chain(&late.columns);
            if places.any(|it| *it >= table.columns.len()) {
                return Err(malformed("its late part names a column that it lacks"));
            }
            if late.key.is_empty() || late.columns.is_empty() {
                return Err(malformed("its late part has no key or no columns"));
            }
            if late.key.iter().any(|it| late.columns.contains(it)) {
                return Err(malformed("a key column of its late part is itself late"));
            }
        }
        self.check_order()
    }

    fn check_order(&self) -> Result<(), Error> {
        let mut done = BTreeSet::new();
        loop {
            let before = done.len();
            for (place, table) in self.tables.iter().enumerate() {
                if table.after.iter().all(|it| done.contains(it)) {
                    done.insert(place);
                }
            }
            if done.len() == before {
                break;
            }
        }
        let stuck = self.tables.iter().enumerate();
        match stuck.into_iter().find(|(place, _)| !done.contains(place)) {
            None => Ok(()),
            Some((_, table)) => Err(Error::Malformed {
                table: table.name.to_string(),
                problem: "it waits for tables that wait for it",
            }),
        }
    }
}
