//! Which objects the open transaction has touched: queries, and what is to be
//! read again.
//!
//! A row that the transaction wrote has its id, or a subtransaction's, as
//! `xmin`, and then `age(xmin)` is not positive. A catalog that it did not
//! write is not looked at: the server counts what a transaction writes.
//! What it deleted is found by the oids that are left.

use std::collections::BTreeSet;

use stagecraft_model::QualifiedName;

use crate::catalogs::{self, DEPENDENCIES, OWNERS, PG_DESCRIPTION, Scope, WHOLE, WITH_OIDS};
use crate::kinds::UNKNOWN;
use crate::{Identity, InheritedGrant, Kind, Object as _, ObjectId, ObjectKey as _, Snapshot};

/// The first oid of what people make: `FirstNormalObjectId`.
const FIRST_OID: u32 = 16384;

/// Returns the query of what was written. A row is a scope, a `"char"`, and
/// an `oid`: `r` a relation, `t` a type, `p` a routine, `n` a schema,
/// `w` all objects of a catalog, `b` types made of functions, `x` extensions,
/// `o` a catalog that no kind is about.
pub fn touched_query() -> String {
    let mut branches: Vec<String> = OWNERS
        .iter()
        .map(|(catalog, alias, scope, rest)| {
            format!(
                "select '{scope}'::\"char\", {rest} and {} and pg_catalog.age({alias}.xmin) <= 0",
                counted(catalog, &["inserted", "updated"])
            )
        })
        .collect();
    branches.push(format!(
        "{DEPENDENCIES} and {} and pg_catalog.age(d.xmin) <= 0",
        counted("pg_depend", &["inserted", "updated"])
    ));
    branches.push(format!(
        "select 'o', c.oid from pg_catalog.pg_class as c where {UNKNOWN} and {}",
        condition("c.oid", &["inserted", "updated", "deleted"])
    ));
    branches.extend(WHOLE.iter().map(|(oid, _)| {
        format!(
            "select 'w', {oid} where {}",
            counted_oid(*oid, &["inserted", "updated", "deleted"])
        )
    }));
    branches.join("\nunion\n")
}

/// Returns the query of the oids that are left in catalogs that lost rows. A
/// row is the catalog's `oid` and an `oid[]`.
pub fn left_query() -> String {
    let branches = WITH_OIDS.iter().map(|(catalog, oid)| {
        format!(
            "select {oid}::oid, pg_catalog.array_agg(oid) from pg_catalog.{catalog} \
             where oid >= 16384 having {}",
            counted(catalog, &["deleted"])
        )
    });
    branches.collect::<Vec<_>>().join("\nunion all\n")
}

/// Returns the query of the comments that are left, no row unless some went:
/// `oid[]` and `int4[]` of their objects.
pub fn comments_query() -> String {
    format!(
        "select coalesce(pg_catalog.array_agg(objoid), '{{}}'), \
         coalesce(pg_catalog.array_agg(objsubid), '{{}}') from pg_catalog.pg_description \
         where objoid >= 16384 or classoid = 'pg_catalog.pg_namespace'::regclass having {}",
        counted_oid(PG_DESCRIPTION, &["deleted"])
    )
}

/// Returns the query of the columns that own sequences, no row unless a
/// dependency went: `oid[]` of the sequences, `oid[]` and `int4[]` of the
/// columns.
pub fn owners_query() -> String {
    format!(
        "select coalesce(pg_catalog.array_agg(d.objid), '{{}}'), \
         coalesce(pg_catalog.array_agg(d.refobjid), '{{}}'), \
         coalesce(pg_catalog.array_agg(d.refobjsubid), '{{}}') \
         from pg_catalog.pg_depend as d \
         join pg_catalog.pg_sequence as s on s.seqrelid = d.objid \
         where d.classid = 'pg_catalog.pg_class'::regclass \
         and d.refclassid = 'pg_catalog.pg_class'::regclass and d.deptype in ('a', 'i') \
         having {}",
        counted("pg_depend", &["deleted"])
    )
}

fn counted(catalog: &str, what: &[&str]) -> String {
    condition(&format!("'pg_catalog.{catalog}'::regclass"), what)
}

fn counted_oid(catalog: u32, what: &[&str]) -> String {
    condition(&catalog.to_string(), what)
}

/// A condition that is decided once, before a row is read.
fn condition(catalog: &str, what: &[&str]) -> String {
    let sum = what
        .iter()
        .map(|it| format!("pg_catalog.pg_stat_get_xact_tuples_{it}({catalog})"))
        .collect::<Vec<_>>()
        .join(" + ");
    format!("(select {sum}) > 0")
}

/// What the three queries answered.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    /// Scope and oid.
    pub rows: Vec<(char, u32)>,
    /// Per catalog that lost rows the oids that are left.
    pub left: Vec<(u32, Vec<u32>)>,
    /// The objects that still have comments, where some went.
    pub comments: Option<Vec<(u32, i32)>>,
    /// Sequences with the columns that own them, where a dependency went.
    pub owners: Option<Vec<(u32, Identity)>>,
}

/// What of a snapshot is to be read again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reread {
    /// Everything: a schema was renamed, and with it all that is in it.
    pub everything: bool,
    pub(crate) relations: BTreeSet<u32>,
    pub(crate) types: BTreeSet<u32>,
    pub(crate) routines: BTreeSet<u32>,
    pub(crate) schemas: BTreeSet<u32>,
    pub(crate) whole: BTreeSet<Kind>,
    pub(crate) gone: BTreeSet<ObjectId>,
}

/// Returns the catalog whose rows are what a grant is on; none for those that
/// are read again whenever their catalog changes.
fn catalog_of(grant: &InheritedGrant) -> Option<u32> {
    match grant.object.as_str() {
        "table" | "sequence" | "column" => Some(catalogs::PG_CLASS),
        "routine" => Some(catalogs::PG_PROC),
        "type" => Some(catalogs::PG_TYPE),
        "schema" => Some(catalogs::PG_NAMESPACE),
        _ => None,
    }
}

impl Reread {
    /// Returns whether nothing was touched.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the kinds to read, and whether their queries take the oids.
    pub fn kinds(&self) -> impl Iterator<Item = (Kind, bool)> + '_ {
        Kind::ALL.iter().filter_map(|kind| {
            if self.whole.contains(kind) {
                return Some((*kind, false));
            }
            let is_wanted = match kind.scope() {
                Scope::Relations => {
                    !self.relations.is_empty()
                        || (*kind == Kind::Constraint && !self.types.is_empty())
                }
                Scope::Types => !self.types.is_empty(),
                Scope::Routines => !self.routines.is_empty(),
                Scope::Schemas => !self.schemas.is_empty(),
                Scope::Whole => false,
            };
            is_wanted.then_some((*kind, true))
        })
    }

    /// Returns the oids that the queries take.
    pub fn oids(&self) -> Vec<u32> {
        self.all_oids().into_iter().collect()
    }

    pub(crate) fn all_oids(&self) -> BTreeSet<u32> {
        [&self.relations, &self.types, &self.routines, &self.schemas]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    /// Adds what an object is read with.
    pub(crate) fn add(&mut self, snapshot: &Snapshot, object: &ObjectId, identity: Identity) {
        match object.kind.scope() {
            Scope::Relations => match snapshot.relation_of(object) {
                Some(relation) => {
                    if let Some(identity) = snapshot.relation_identity(&relation) {
                        self.relations.insert(identity.oid);
                    } else if let Some(domain) = snapshot.domain_identity(&relation) {
                        self.types.insert(domain.oid);
                    }
                }
                None => {
                    self.relations.insert(identity.oid);
                }
            },
            Scope::Types => {
                self.types.insert(identity.oid);
            }
            Scope::Routines => {
                self.routines.insert(identity.oid);
            }
            Scope::Schemas => {
                self.schemas.insert(identity.oid);
            }
            Scope::Whole => {
                self.whole.insert(object.kind);
            }
        }
    }
}

impl Snapshot {
    /// Returns what is to be read again of this snapshot, taken before, in the
    /// transaction that touched what `touched` says.
    pub fn reread(&self, touched: &Touched) -> Reread {
        let mut reread = Reread::default();
        for (scope, oid) in &touched.rows {
            match scope {
                'r' => reread.relations.insert(*oid),
                't' => reread.types.insert(*oid),
                'p' => reread.routines.insert(*oid),
                'n' => reread.schemas.insert(*oid),
                'b' => reread.whole.insert(Kind::BaseType),
                'x' => reread.whole.insert(Kind::Extension),
                'o' => reread.whole.insert(Kind::Other),
                _ => {
                    let kinds = WHOLE.iter().filter(|(catalog, _)| catalog == oid);
                    reread.whole.extend(kinds.map(|(_, kind)| *kind));
                    false
                }
            };
        }
        for (catalog, left) in &touched.left {
            let left: BTreeSet<u32> = left.iter().copied().collect();
            self.add_gone(*catalog, &left, &mut reread);
            // What an extension owned has gone with it, and the grants on it.
            let is_gone = |grant: &InheritedGrant| {
                let identity = self.identities.of(&grant.id());
                catalog_of(grant) == Some(*catalog)
                    && identity.is_some_and(|it| it.oid >= FIRST_OID && !left.contains(&it.oid))
            };
            if self.inherited_grants.iter().any(is_gone) {
                reread.whole.insert(Kind::InheritedGrant);
            }
        }
        if let Some(comments) = &touched.comments {
            let left: BTreeSet<_> = comments.iter().copied().collect();
            for (object, identity) in self.commented() {
                let is_own = identity.oid >= FIRST_OID || object.kind == Kind::Schema;
                if is_own && !left.contains(&(identity.oid, identity.part)) {
                    reread.add(self, &object, identity);
                }
            }
        }
        if touched.comments.is_some() {
            let ranges = self
                .range_types
                .iter()
                .filter(|it| it.multirange_comment.is_some());
            let identities = ranges.filter_map(|it| self.identities.of(&it.id()));
            reread.types.extend(identities.map(|it| it.oid));
        }
        if !self.others.is_empty() {
            reread.whole.insert(Kind::Other);
        }
        if let Some(owners) = &touched.owners {
            if self.extensions.iter().any(|it| !it.dependents.is_empty()) {
                reread.whole.insert(Kind::Extension);
            }
            self.add_disowned(owners, &mut reread);
        }
        reread
    }

    /// Adds the sequences that belonged to a column and do not now.
    fn add_disowned(&self, owners: &[(u32, Identity)], reread: &mut Reread) {
        let owners: BTreeSet<_> = owners.iter().copied().collect();
        for sequence in &self.sequences {
            let owner = sequence.owned_by.as_ref().and_then(|column| {
                self.identities.of(&ObjectId {
                    kind: Kind::Column,
                    name: column.clone().into(),
                })
            });
            let identity = self.identities.of(&sequence.id());
            if let (Some(owner), Some(identity)) = (owner, identity)
                && !owners.contains(&(identity.oid, owner))
            {
                reread.relations.insert(identity.oid);
            }
        }
    }

    /// Adds the objects of a catalog that are not left: what belongs to a
    /// relation is read again with it, anything else is gone.
    fn add_gone(&self, catalog: u32, left: &BTreeSet<u32>, reread: &mut Reread) {
        for kind in catalogs::kinds_of(catalog) {
            for (object, identity) in self.identities.of_kind(*kind) {
                if identity.oid < FIRST_OID || left.contains(&identity.oid) {
                    continue;
                }
                match self.relation_of(object) {
                    Some(_) => reread.add(self, object, identity),
                    None => {
                        reread.gone.insert(object.clone());
                    }
                }
            }
        }
    }

    /// Returns the relation or domain that an object is a part of.
    pub fn relation_of(&self, object: &ObjectId) -> Option<QualifiedName> {
        let name = &object.name;
        match object.kind {
            Kind::Index => {
                let index = self.indexes.get(&QualifiedName::of_name(name)?)?;
                Some(QualifiedName {
                    schema: index.schema.clone(),
                    name: index.table.clone(),
                })
            }
            Kind::Statistics => {
                let statistics = self.statistics.get(&QualifiedName::of_name(name)?)?;
                Some(statistics.table.clone())
            }
            Kind::Column
            | Kind::Constraint
            | Kind::Trigger
            | Kind::SilencedCheck
            | Kind::Rule
            | Kind::Policy => Some(QualifiedName {
                schema: name.schema.clone()?,
                name: name.relation.clone()?,
            }),
            _ => None,
        }
    }

    /// Returns what the server knows a relation by, whatever kind it is.
    pub(crate) fn relation_identity(&self, relation: &QualifiedName) -> Option<Identity> {
        let name: crate::ObjectName = relation.clone().into();
        catalogs::kinds_of(catalogs::PG_CLASS)
            .iter()
            .find_map(|kind| {
                self.identities.of(&ObjectId {
                    kind: *kind,
                    name: name.clone(),
                })
            })
    }

    pub(crate) fn domain_identity(&self, domain: &QualifiedName) -> Option<Identity> {
        self.identities.of(&ObjectId {
            kind: Kind::Domain,
            name: domain.clone().into(),
        })
    }
}
