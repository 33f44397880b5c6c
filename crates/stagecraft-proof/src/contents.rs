//! What is known of the tables' contents, and which of it is out of date.

use std::collections::{BTreeMap, BTreeSet};

use stagecraft_catalog::{Identity, Kind, Object, ObjectKey as _, Snapshot};
use stagecraft_connect::content;
use stagecraft_connect::snapshot::read;
use stagecraft_model::QualifiedName;

use crate::Error;
use crate::observe::Locks;
use crate::prover::Prover;

impl Prover {
    /// Computes the fingerprints that are out of date.
    pub(crate) async fn refresh_contents(&mut self) -> Result<(), Error> {
        self.find_written().await?;
        let snapshot = &self.snapshot;
        self.contents
            .retain(|name, _| snapshot.tables.contains(name));
        let tables: Vec<_> = std::mem::take(&mut self.dirty)
            .into_iter()
            .filter(|it| {
                snapshot
                    .tables
                    .get(it)
                    .is_some_and(|it| it.foreign_server.is_none())
            })
            .collect();
        if tables.is_empty() {
            return Ok(());
        }
        let client = self.session.client();
        client.batch_execute("begin").await.map_err(Error::Lost)?;
        let found = content::fingerprints(client, snapshot, &tables).await;
        client.batch_execute("commit").await.map_err(Error::Lost)?;
        self.contents.extend(found?);
        Ok(())
    }

    /// Finds the tables that somebody else has written to, by the server's
    /// counts.
    async fn find_written(&mut self) -> Result<(), Error> {
        let rows = self
            .session
            .client()
            .query_typed(
                "select c.oid, pg_catalog.pg_stat_get_tuples_inserted(c.oid)
                   + pg_catalog.pg_stat_get_tuples_updated(c.oid)
                   + pg_catalog.pg_stat_get_tuples_deleted(c.oid)
                 from pg_catalog.pg_class as c where c.relkind = 'r' and c.oid >= 16384",
                &[],
            )
            .await
            .map_err(Error::Lost)?;
        let counts: BTreeMap<u32, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        if std::mem::take(&mut self.uncertain) {
            self.find_made(&counts).await?;
            for (oid, count) in &counts {
                let identity = Identity { oid: *oid, part: 0 };
                let table = self.snapshot.identities.object(Kind::Table, identity);
                if self.counts.get(oid) != Some(count)
                    && let Some(name) = table.and_then(|it| QualifiedName::of_name(&it.name))
                {
                    self.dirty.insert(name);
                }
            }
            // What a partition got, its table has.
            let parents = self
                .snapshot
                .tables
                .iter()
                .filter(|it| it.partition_key.is_some());
            self.dirty.extend(parents.map(Object::name));
        }
        self.counts = counts;
        Ok(())
    }

    /// Reads the catalog again where a trigger has made or dropped a table.
    async fn find_made(&mut self, counts: &BTreeMap<u32, i64>) -> Result<(), Error> {
        let known: BTreeSet<u32> = self
            .snapshot
            .identities
            .of_kind(Kind::Table)
            .map(|(_, it)| it.oid)
            .collect();
        let is_left_out = |it: &u32| self.left_out.contains(it);
        let fresh: BTreeSet<u32> = counts
            .keys()
            .filter(|it| !known.contains(it) && !is_left_out(it))
            .copied()
            .collect();
        let gone = known.iter().any(|it| !counts.contains_key(it));
        if fresh.is_empty() && !gone {
            return Ok(());
        }
        self.snapshot = read(self.session.client(), &self.filter).await?;
        let identities = &self.snapshot.identities;
        let is_known = |oid: u32| {
            let identity = Identity { oid, part: 0 };
            identities.object(Kind::Table, identity).is_some()
        };
        self.left_out
            .extend(fresh.into_iter().filter(|it| !is_known(*it)));
        self.all_written();
        Ok(())
    }

    pub(crate) fn advance(&mut self, after: &Snapshot, locks: &Locks) {
        self.dirty.extend(locks.touched(after));
        // A new name is a table that nobody has read yet.
        let fresh = after
            .tables
            .names()
            .filter(|it| !self.contents.contains_key(*it));
        self.dirty.extend(fresh.cloned());
        self.snapshot = after.clone();
    }

    /// Returns how many tables hold rows, of how many.
    pub(crate) fn populated(&self, before: &Snapshot) -> (usize, usize) {
        let filled = self.contents.values().filter(|it| it.rows > 0).count();
        (filled, before.tables.len())
    }
}
