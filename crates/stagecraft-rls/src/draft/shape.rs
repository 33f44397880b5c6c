//! Whose rows are whose, as far as the schema tells: columns that hold a user,
//! columns that hold a tenant, and the ways to them.

use std::collections::BTreeSet;

use stagecraft_model::{Ident, QualifiedName};

use super::compared::{is_compared, unlinked};
use super::tenancy::Tenancy;
use crate::facts::{Facts, Relation, RelationKind};

/// A column of a relation.
pub(super) type Place = (QualifiedName, Ident);

/// So many foreign keys are followed to find out whose a row is.
const FURTHEST: usize = 3;

/// What the schema says about users and tenants.
pub(super) struct Shape<'a> {
    facts: &'a Facts,
    /// Columns that hold a user's id.
    users: BTreeSet<Place>,
    /// Keys that hold a user's id, though no foreign key says so.
    pub(super) unlinked: Vec<Place>,
    /// Columns that hold a tenant's id.
    tenants: BTreeSet<Place>,
    pub(super) tenancy: Tenancy,
}

/// Whose a row is: a column, or SQL over the row `t`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whose {
    Column(Ident),
    Sql(String),
}

impl Whose {
    /// Returns how the contract writes it.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Column(name) => name.as_str(),
            Self::Sql(sql) => sql,
        }
    }

    /// Returns it as SQL over the row `t`.
    pub(super) fn sql(&self) -> String {
        match self {
            Self::Column(name) => format!("t.{name}"),
            Self::Sql(sql) => sql.clone(),
        }
    }

    pub(super) fn column(&self) -> Option<&Ident> {
        match self {
            Self::Column(name) => Some(name),
            Self::Sql(_) => None,
        }
    }
}

impl<'a> Shape<'a> {
    pub(super) fn of(facts: &'a Facts) -> Self {
        let unlinked = unlinked(facts);
        let roots = unlinked
            .iter()
            .cloned()
            .chain([(auth_users(), Ident::new("id"))]);
        let users = reaching(facts, roots.collect());
        let tenancy = Tenancy::find(facts, &users);
        let mut keys: BTreeSet<_> = tenancy.keys(facts).into_iter().collect();
        if let Tenancy::Claim(claim) = &tenancy {
            let has_column = |it: &&Relation| it.column(&claim.column).is_some();
            let places = facts.relations.iter().filter(has_column);
            keys.extend(places.map(|it| (it.name.clone(), claim.column.clone())));
        }
        let tenants = reaching(facts, keys);
        Self {
            facts,
            users,
            unlinked,
            tenants,
            tenancy,
        }
    }

    /// Returns whose tenant's a row of the relation is.
    pub(super) fn tenant(&self, relation: &Relation) -> Option<Whose> {
        let preferred = self.tenancy.column();
        self.whose(relation, &self.tenants, preferred.as_slice())
    }

    /// Returns whose a row of the relation is.
    pub(super) fn owner(&self, relation: &Relation) -> Option<Whose> {
        if let Some(column) = relation
            .columns
            .iter()
            .find(|it| self.is_compared(relation, &it.name))
        {
            return Some(Whose::Column(column.name.clone()));
        }
        let usual = [
            "user_id",
            "owner_id",
            "owner",
            "author_id",
            "created_by",
            "profile_id",
            "id",
        ]
        .map(Ident::from);
        self.whose(relation, &self.users, &usual)
    }

    /// Returns the columns of a table that hold a user.
    pub(super) fn user_columns(&self, relation: &Relation) -> Vec<Ident> {
        let holds = |it: &&crate::facts::ColumnFacts| {
            self.users
                .contains(&(relation.name.clone(), it.name.clone()))
                || self.is_compared(relation, &it.name)
        };
        let columns = relation.columns.iter().filter(holds);
        columns.map(|it| it.name.clone()).collect()
    }

    fn is_compared(&self, relation: &Relation, column: &Ident) -> bool {
        is_compared(self.facts, relation, column)
    }

    fn whose(
        &self,
        relation: &Relation,
        places: &BTreeSet<Place>,
        preferred: &[Ident],
    ) -> Option<Whose> {
        if relation.kind == RelationKind::Table || relation.kind == RelationKind::Partitioned {
            if let Some(column) = self.direct(relation, places, preferred) {
                return Some(Whose::Column(column));
            }
            return self
                .through(relation, places, preferred, "t", 1)
                .map(Whose::Sql);
        }
        // Of a view: the column that is called as the one that it shows.
        let mut shown = Vec::new();
        self.shown(relation, &mut shown, FURTHEST);
        let is_shown = |name: &Ident| {
            shown
                .iter()
                .any(|it| places.contains(&(it.clone(), name.clone())))
        };
        preferred
            .iter()
            .chain(relation.columns.iter().map(|it| &it.name))
            .find(|it| relation.column(it).is_some() && is_shown(it))
            .map(|it| Whose::Column(it.clone()))
    }

    fn shown(&self, relation: &Relation, found: &mut Vec<QualifiedName>, depth: usize) {
        for name in &relation.reads {
            if depth == 0 || found.contains(name) {
                continue;
            }
            found.push(name.clone());
            if let Some(inner) = self.facts.relation(name) {
                self.shown(inner, found, depth - 1);
            }
        }
    }

    fn direct(
        &self,
        relation: &Relation,
        places: &BTreeSet<Place>,
        preferred: &[Ident],
    ) -> Option<Ident> {
        let names: Vec<_> = relation
            .columns
            .iter()
            .map(|it| &it.name)
            .filter(|it| places.contains(&(relation.name.clone(), (*it).clone())))
            .collect();
        let in_policy = |it: &&Ident| {
            self.facts
                .policies_of(&relation.name)
                .any(|policy| policy.columns.contains(it))
        };
        let liked = |it: &&Ident| preferred.contains(it);
        names
            .iter()
            .copied()
            .find(|it| liked(it) && in_policy(it))
            .or_else(|| names.iter().copied().find(in_policy))
            .or_else(|| preferred.iter().find(|it| names.contains(it)))
            .or_else(|| names.first().copied())
            .cloned()
    }

    /// Returns SQL that follows a foreign key to a table whose rows are somebody's.
    fn through(
        &self,
        relation: &Relation,
        places: &BTreeSet<Place>,
        preferred: &[Ident],
        alias: &str,
        depth: usize,
    ) -> Option<String> {
        if depth > FURTHEST {
            return None;
        }
        // What a row can be without does not say whose it is.
        let needed = |it: &Ident| relation.column(it).is_some_and(|it| it.not_null);
        let keys: Vec<_> = relation
            .foreign_keys
            .iter()
            .filter(|it| it.parent != relation.name && it.parent.schema.as_str() != "auth")
            .filter(|it| it.columns.iter().all(needed))
            .collect();
        let inner = format!("p{depth}");
        for deeper in [false, true] {
            for key in &keys {
                let Some(parent) = self.facts.relation(&key.parent) else {
                    continue;
                };
                let whose = if deeper {
                    self.through(parent, places, preferred, &inner, depth + 1)
                } else {
                    self.direct(parent, places, preferred)
                        .map(|it| format!("{inner}.{it}"))
                };
                let Some(whose) = whose else { continue };
                let same: Vec<_> = key
                    .columns
                    .iter()
                    .zip(&key.parent_columns)
                    .map(|(own, its)| format!("{inner}.{its} = {alias}.{own}"))
                    .collect();
                return Some(format!(
                    "(select {whose} from {} as {inner} where {})",
                    key.parent,
                    same.join(" and ")
                ));
            }
        }
        None
    }
}

pub(super) fn auth_users() -> QualifiedName {
    QualifiedName::new("auth", "users")
}

/// Adds columns whose foreign keys point at what is there.
fn reaching(facts: &Facts, mut places: BTreeSet<Place>) -> BTreeSet<Place> {
    loop {
        let before = places.len();
        for relation in &facts.relations {
            for key in &relation.foreign_keys {
                for (own, its) in key.columns.iter().zip(&key.parent_columns) {
                    if places.contains(&(key.parent.clone(), its.clone())) {
                        places.insert((relation.name.clone(), own.clone()));
                    }
                }
            }
        }
        if places.len() == before {
            return places;
        }
    }
}
