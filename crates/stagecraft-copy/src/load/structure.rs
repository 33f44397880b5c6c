//! Indexes and constraints of a table, taken down and put back as they were.

use tokio_postgres::{Row, Transaction};

use super::Note;
use super::prepare::Target;
use crate::refusal::Place;
use crate::{Error, TableJob};

/// What was taken down.
pub(super) struct Structure {
    /// Statements that put everything back, in order.
    pub(super) restore: Vec<String>,
    /// What stayed.
    pub(super) notes: Vec<Note>,
    /// Whether nothing points at the table any more.
    pub(super) may_truncate: bool,
    /// Whether all that keeps late columns late points at the table itself.
    pub(super) late_is_own: bool,
}

/// Foreign keys of the table and those that point at it; with what would be
/// lost if they were taken down.
const FOREIGN_KEYS: &str = include_str!("foreign_keys.sql");

/// Indexes that are no part of a partitioned one, with their constraints.
const INDEXES: &str = include_str!("indexes.sql");

/// Takes down what costs more row by row than at the end.
pub(super) async fn take_down(
    transaction: &mut Transaction<'_>,
    table: &TableJob,
    target: &Target,
) -> Result<Structure, Error> {
    let fail = |error| Place::table(&table.name).fail(error);
    let late: Vec<String> = late_names(table);
    let keys = transaction
        .query(FOREIGN_KEYS, &[&target.oid, &late])
        .await
        .map_err(fail)?;
    let mut taker = Taker {
        transaction,
        table,
        notes: Vec::new(),
    };
    let mut may_truncate = !target.partitioned;
    let mut late_is_own = true;
    let mut last = Vec::new();
    for row in &keys {
        let key = Piece::read(row).map_err(fail)?;
        let incoming: bool = row.try_get("incoming").map_err(fail)?;
        late_is_own &= !row.try_get::<_, bool>("late_elsewhere").map_err(fail)?;
        let gone = target.plain() && taker.take(&key).await?;
        if gone {
            last.extend(key.restore);
        } else {
            may_truncate &= !incoming;
        }
    }
    let mut restore = Vec::new();
    if target.plain() {
        let indexes = taker.transaction.query(INDEXES, &[&target.oid]).await;
        for row in &indexes.map_err(fail)? {
            let index = Piece::read(row).map_err(fail)?;
            if taker.take(&index).await? {
                restore.extend(index.restore);
            }
        }
    } else {
        let why = "partitions are loaded as they are";
        let note = Note::kept_in_place(&table.name, "every index and foreign key", why);
        taker.notes.push(note);
    }
    let notes = taker.notes;
    restore.append(&mut last);
    Ok(Structure {
        restore,
        notes,
        may_truncate,
        late_is_own,
    })
}

fn late_names(table: &TableJob) -> Vec<String> {
    let places = table.late.iter().flat_map(|it| &it.columns);
    places
        .filter_map(|it| table.columns.get(*it))
        .map(|it| it.name.as_str().to_owned())
        .collect()
}

/// One index or constraint.
struct Piece {
    name: String,
    /// Why it must stay, if it must.
    stays: Option<String>,
    take: String,
    restore: Vec<String>,
}

impl Piece {
    fn read(row: &Row) -> Result<Self, tokio_postgres::Error> {
        Ok(Self {
            name: row.try_get("name")?,
            stays: row.try_get("stays")?,
            take: row.try_get("take")?,
            restore: row.try_get("restore")?,
        })
    }
}

struct Taker<'a, 'b> {
    transaction: &'a mut Transaction<'b>,
    table: &'a TableJob,
    notes: Vec<Note>,
}

impl Taker<'_, '_> {
    /// Returns whether it is gone; what depends on it or belongs to somebody
    /// else stays.
    async fn take(&mut self, piece: &Piece) -> Result<bool, Error> {
        let place = Place::table(&self.table.name);
        let fail = |error| place.fail(error);
        if let Some(why) = &piece.stays {
            self.keep(&piece.name, why);
            return Ok(false);
        }
        let savepoint = self.transaction.savepoint("piece").await.map_err(fail)?;
        match savepoint.batch_execute(&piece.take).await {
            Ok(()) => {
                savepoint.commit().await.map_err(fail)?;
                Ok(true)
            }
            Err(error) => {
                let Some(why) = error.as_db_error().map(|it| it.message().to_owned()) else {
                    return Err(fail(error));
                };
                savepoint.rollback().await.map_err(fail)?;
                self.keep(&piece.name, &why);
                Ok(false)
            }
        }
    }

    fn keep(&mut self, what: &str, why: &str) {
        let note = Note::kept_in_place(&self.table.name, what, why);
        self.notes.push(note);
    }
}
