//! One direction of a migration, read: the way there or the way back.

use stagecraft_model::{Digest, Finding};

use super::dbmate::{self, Sections};
use super::listing::Item;
use super::part::{Part, Role};
use super::{Layout, diesel, sqlx};
use crate::Error;
use crate::project::{MigrationFile, RollbackFile, text};
use crate::rules::{broken_sections, unreadable_metadata};

/// One direction of a migration, read.
pub(super) struct Side {
    pub(super) part: Part,
    pub(super) path: String,
    sql: String,
    digest: Digest,
    no_transaction: bool,
    findings: Vec<Finding>,
}

/// Reads a file of one direction.
pub(super) fn read(
    layout: Layout,
    item: &Item,
    part: Part,
    path: String,
    findings: &mut Vec<Finding>,
) -> Result<Side, Error> {
    let mut own = Vec::new();
    let text = text::read(&item.path, &path, &mut own)?;
    let no_transaction = no_transaction(layout, item, &text.sql);
    if no_transaction.is_none() && part.role == Role::Up {
        own.push(unreadable_metadata::found(&path));
    }
    findings.extend(own.iter().cloned());
    Ok(Side {
        part,
        path,
        sql: text.sql,
        digest: text.digest,
        no_transaction: no_transaction.unwrap_or(false),
        findings: own,
    })
}

/// Returns whether a file wants no transaction; `None` where that is not to be
/// read.
fn no_transaction(layout: Layout, item: &Item, sql: &str) -> Option<bool> {
    match layout {
        Layout::Sqlx => Some(sqlx::no_transaction(sql)),
        Layout::Diesel => diesel::no_transaction(&item.path),
        _ => Some(false),
    }
}

/// Reads a file of both directions; it may have no way back.
pub(super) fn read_both(
    item: &Item,
    part: Part,
    path: String,
    findings: &mut Vec<Finding>,
) -> Result<(Side, Option<Side>), Error> {
    let mut own = Vec::new();
    let text = text::read(&item.path, &path, &mut own)?;
    let Sections {
        up,
        down,
        up_no_transaction,
        down_no_transaction,
        offence,
    } = dbmate::sections(&text.sql);
    own.extend(offence.map(|it| broken_sections::found(&path, it)));
    findings.extend(own.iter().cloned());
    let down = down.map(|sql| Side {
        part: part.clone(),
        path: path.clone(),
        sql,
        digest: text.digest,
        no_transaction: down_no_transaction,
        findings: own.clone(),
    });
    let up = Side {
        part,
        path,
        sql: up,
        digest: text.digest,
        no_transaction: up_no_transaction,
        findings: own,
    };
    Ok((up, down))
}

impl Side {
    pub(super) fn into_migration(self) -> MigrationFile {
        MigrationFile {
            version: self.part.version,
            name: self.part.name,
            path: self.path,
            sql: self.sql,
            digest: self.digest,
            no_transaction: self.no_transaction,
        }
    }

    pub(super) fn into_rollback(
        self,
        version: String,
        migration: Option<String>,
        layout: Layout,
    ) -> RollbackFile {
        RollbackFile {
            version,
            migration,
            name: self.part.name,
            path: self.path,
            sql: self.sql,
            digest: self.digest,
            layout,
            no_transaction: self.no_transaction,
            findings: self.findings,
        }
    }
}
