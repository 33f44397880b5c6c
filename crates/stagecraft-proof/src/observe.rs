//! What a migration has done besides its catalog, seen from inside its
//! transaction: which tables it locked, and how.

use std::collections::BTreeMap;

use stagecraft_catalog::{Identity, Kind, ObjectKey as _, Snapshot};
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use crate::Error;

/// The relations that the open transaction has locked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Locks {
    /// Whether each may have been written to.
    by_oid: BTreeMap<u32, Strength>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Read,
    /// Changed by DDL: rewritten perhaps, truncated perhaps.
    Changed,
    /// Rows were inserted, updated or deleted, or would have been.
    Written,
}

impl Locks {
    /// Reads the locks of the transaction that is open.
    pub(crate) async fn read(client: &Client) -> Result<Self, Error> {
        let rows = client
            .query_typed(
                "select l.relation, l.mode from pg_catalog.pg_locks as l
                 where l.locktype = 'relation' and l.granted
                   and l.pid = pg_catalog.pg_backend_pid() and l.relation >= 16384",
                &[],
            )
            .await
            .map_err(Error::Lost)?;
        let mut locks = Self::default();
        for row in rows {
            let strength = match row.get::<_, &str>(1) {
                "AccessShareLock" | "RowShareLock" => Strength::Read,
                "RowExclusiveLock" => Strength::Written,
                _ => Strength::Changed,
            };
            let entry = locks.by_oid.entry(row.get(0)).or_insert(strength);
            *entry = (*entry).max(strength);
        }
        Ok(locks)
    }

    /// Returns the tables of `snapshot` that may hold something else now.
    pub(crate) fn touched(&self, snapshot: &Snapshot) -> Vec<QualifiedName> {
        self.tables(snapshot, |it| it > Strength::Read)
    }

    /// Returns the tables of `snapshot` that rows were written to, or might
    /// have been.
    pub(crate) fn written(&self, snapshot: &Snapshot) -> Vec<QualifiedName> {
        self.tables(snapshot, |it| it == Strength::Written)
    }

    fn tables(
        &self,
        snapshot: &Snapshot,
        is_wanted: impl Fn(Strength) -> bool,
    ) -> Vec<QualifiedName> {
        self.by_oid
            .iter()
            .filter(|(_, strength)| is_wanted(**strength))
            .filter_map(|(oid, _)| {
                let identity = Identity { oid: *oid, part: 0 };
                let object = snapshot.identities.object(Kind::Table, identity)?;
                QualifiedName::of_name(&object.name)
            })
            .collect()
    }
}
