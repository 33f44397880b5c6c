//! What depends on what, as the server records it in `pg_depend`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{Identities, Identity, Kind, ObjectId, catalogs};

/// One end of a dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// The object's kind.
    pub kind: Kind,
    /// The object.
    pub identity: Identity,
    /// Whether it is a column's default, not the column.
    pub is_default: bool,
}

/// What an object depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The object that is needed.
    pub on: Node,
    /// Whether dropping what is needed drops the dependent object, too, as
    /// an index goes with its table.
    pub automatic: bool,
}

/// One row of the query of dependencies: catalogs by their oids, objects by
/// oid and attribute number.
#[derive(Debug, Clone, Copy)]
pub struct DependencyRow {
    /// The catalog and oid that the server recorded it for.
    pub source: (u32, u32),
    /// The catalog, oid and attribute number of the dependent object.
    pub dependent: (u32, u32, i32),
    /// The same of what it depends on.
    pub on: (u32, u32, i32),
    /// Whether the dependent goes with it.
    pub automatic: bool,
}

/// The dependencies between a snapshot's objects; cheap to clone.
///
/// Kept by what the server recorded them for, so that they can be read again
/// in part; an object that is gone may still be named.
#[derive(Debug, Clone, Default)]
pub struct Dependencies(Arc<BTreeMap<(u32, u32), Entries>>);

type Entries = Arc<[(Node, Dependency)]>;

impl Dependencies {
    /// Visits every dependency: the dependent object and what it needs.
    pub fn iter(&self) -> impl Iterator<Item = (Node, Dependency)> + '_ {
        self.0.values().flat_map(|it| it.iter().copied())
    }

    /// Takes the dependencies of the objects with these oids anew; `rows`
    /// holds all of each source that it names.
    pub(crate) fn replace(
        &mut self,
        oids: &BTreeSet<u32>,
        rows: &[DependencyRow],
        identities: &Identities,
    ) {
        let read: BTreeSet<_> = rows.iter().map(|it| it.source).collect();
        let map = Arc::make_mut(&mut self.0);
        map.retain(|source, entries| {
            let is_of = |(node, _): &(Node, Dependency)| oids.contains(&node.identity.oid);
            !read.contains(source) && !entries.iter().any(is_of)
        });
        let mut entries: BTreeMap<(u32, u32), BTreeSet<(Node, Dependency)>> = BTreeMap::new();
        for row in rows {
            let (Some(dependent), Some(on)) =
                (node(row.dependent, identities), node(row.on, identities))
            else {
                continue;
            };
            if dependent != on {
                let dependency = Dependency {
                    on,
                    automatic: row.automatic,
                };
                entries
                    .entry(row.source)
                    .or_default()
                    .insert((dependent, dependency));
            }
        }
        let shared = entries
            .into_iter()
            .map(|(source, it)| (source, it.into_iter().collect::<Entries>()));
        map.extend(shared);
    }
}

/// Finds the object that a row of `pg_depend` means; `None` for what no
/// snapshot holds.
fn node((catalog, oid, part): (u32, u32, i32), identities: &Identities) -> Option<Node> {
    let whole = Identity { oid, part: 0 };
    if catalog == catalogs::PG_ATTRDEF {
        return Some(Node {
            kind: Kind::Column,
            identity: Identity { oid, part },
            is_default: true,
        });
    }
    let found = catalogs::kinds_of(catalog)
        .iter()
        .find(|kind| identities.object(**kind, whole).is_some())?;
    let column = Identity { oid, part };
    let is_column = part > 0 && identities.object(Kind::Column, column).is_some();
    Some(Node {
        kind: if is_column { Kind::Column } else { *found },
        identity: if is_column { column } else { whole },
        is_default: false,
    })
}

impl Node {
    /// Returns the object that the node means.
    pub fn object(self, identities: &Identities) -> Option<&ObjectId> {
        identities.object(self.kind, self.identity)
    }
}
