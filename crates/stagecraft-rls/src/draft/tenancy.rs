//! How the database knows which tenants are a caller's, found by its shape.

use std::collections::BTreeSet;

use stagecraft_model::Ident;

use super::asks::Asks;
use super::claim::Claim;
use super::shape::{Place, auth_users};
use crate::facts::{Facts, Relation};

/// How the database knows which tenants are a caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tenancy {
    Membership(Membership),
    Claim(Claim),
    None,
}

/// A table that says who belongs where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Membership {
    pub(super) table: stagecraft_model::QualifiedName,
    pub(super) tenant: Ident,
    pub(super) user: Ident,
    pub(super) role: Option<Ident>,
    /// Columns that are null of those who are still members.
    pub(super) ended: Vec<Ident>,
    /// From the least to the most powerful.
    pub(super) roles: Vec<String>,
    /// The key of the table of tenants.
    pub(super) tenants: Place,
    /// How many policies ask it.
    pub(super) asked_by: usize,
}

impl Tenancy {
    pub(super) fn find(facts: &Facts, users: &BTreeSet<Place>) -> Self {
        let claim = Claim::find(facts);
        match (Membership::find(facts, users), claim) {
            (Some(it), None) => Self::Membership(it),
            (Some(it), Some((_, asked_by))) if it.asked_by >= asked_by => Self::Membership(it),
            (_, Some((it, _))) => Self::Claim(it),
            (None, None) => Self::None,
        }
    }

    /// Returns the usual name of the column of the tenant.
    pub(super) fn column(&self) -> Option<Ident> {
        match self {
            Self::Membership(it) => Some(it.tenant.clone()),
            Self::Claim(it) => Some(it.column.clone()),
            Self::None => None,
        }
    }

    /// Returns the keys of tables of tenants.
    pub(super) fn keys(&self, facts: &Facts) -> Vec<Place> {
        match self {
            Self::Membership(it) => vec![it.tenants.clone()],
            Self::Claim(it) => it.tables(facts),
            Self::None => Vec::new(),
        }
    }

    pub(super) fn membership(&self) -> Option<&Membership> {
        match self {
            Self::Membership(it) => Some(it),
            _ => None,
        }
    }
}

impl Membership {
    /// A table with a user and a tenant, that policies ask.
    fn find(facts: &Facts, users: &BTreeSet<Place>) -> Option<Self> {
        let asks = Asks::of(facts);
        let tables = facts.relations.iter().filter(|it| it.kind.has_policies());
        let mut found: Vec<_> = tables
            .flat_map(|it| Self::candidates(facts, users, &asks, it))
            .collect();
        // What most things belong to is the tenant.
        found.sort_by_key(|(it, rank)| (*rank, it.asked_by));
        found.pop().map(|it| it.0)
    }

    fn candidates(
        facts: &Facts,
        users: &BTreeSet<Place>,
        asks: &Asks<'_>,
        table: &Relation,
    ) -> Vec<(Self, (usize, usize))> {
        let place = |column: &Ident| (table.name.clone(), column.clone());
        let user = table
            .columns
            .iter()
            .map(|it| &it.name)
            .filter(|it| users.contains(&place(it)))
            .max_by_key(|it| {
                ["user_id", "account_id", "profile_id", "member_id"].contains(&it.as_str())
            });
        let Some(user) = user else { return Vec::new() };
        let asked_by = asks.count(&table.name);
        if asked_by == 0 {
            return Vec::new();
        }
        let mut found = Vec::new();
        for key in &table.foreign_keys {
            let ([tenant], [parent_key]) = (key.columns.as_slice(), key.parent_columns.as_slice())
            else {
                continue;
            };
            let tenants = (key.parent.clone(), parent_key.clone());
            if key.parent == auth_users()
                || key.parent == table.name
                || users.contains(&tenants)
                || tenant == user
            {
                continue;
            }
            let is_key = table
                .indexes
                .iter()
                .any(|it| it.unique && it.columns.contains(tenant) && it.columns.contains(user));
            let role = table.columns.iter().map(|it| &it.name).find(|it| {
                let ends = ["role", "role_name", "right", "permission", "access_level"];
                ends.iter().any(|end| it.as_str().ends_with(end))
            });
            let is_called_so = ["member", "user"]
                .iter()
                .any(|it| table.name.name.as_str().contains(it));
            let is_graded = role
                .and_then(|it| table.column(it))
                .is_some_and(|it| !it.labels.is_empty());
            // Else it is something that somebody made in a tenant.
            if !is_key && !is_called_so && !is_graded {
                continue;
            }
            let pointed_at = facts
                .relations
                .iter()
                .flat_map(|it| &it.foreign_keys)
                .filter(|it| it.parent == key.parent)
                .count();
            let mut roles = role
                .and_then(|it| table.column(it))
                .map_or_else(Vec::new, |it| it.labels.clone());
            roles.sort_by_key(|it| power(it));
            found.push((
                Self {
                    table: table.name.clone(),
                    tenant: tenant.clone(),
                    user: user.clone(),
                    role: role.cloned(),
                    ended: ended(asks, table),
                    roles,
                    tenants,
                    asked_by,
                },
                (
                    pointed_at,
                    2 * usize::from(role.is_some()) + usize::from(is_key),
                ),
            ));
        }
        found
    }
}

/// Returns the times at which members stop being some, where policies ask for
/// them.
fn ended(asks: &Asks<'_>, table: &Relation) -> Vec<Ident> {
    let words = [
        "revoked",
        "deleted",
        "removed",
        "left_",
        "banned",
        "archived",
        "suspended",
    ];
    table
        .columns
        .iter()
        .filter(|it| !it.not_null && it.base_type.starts_with("timestamp"))
        .filter(|it| words.iter().any(|word| it.name.as_str().starts_with(word)))
        .filter(|it| asks.mentions(&it.name))
        .map(|it| it.name.clone())
        .collect()
}

/// How much a role may do, going by its name.
pub(super) fn power(role: &str) -> usize {
    const WORDS: [&[&str]; 8] = [
        &["invite", "pending", "guest", "none"],
        &["view", "read"],
        &["member", "user", "upload", "basic"],
        &["edit", "write", "operator", "contribut"],
        &["review", "manage", "maintain"],
        &["admin"],
        &["super"],
        &["owner"],
    ];
    let role = role.to_lowercase();
    if role.starts_with("invite") {
        return 0;
    }
    WORDS
        .iter()
        .rposition(|it| it.iter().any(|it| role.contains(it)))
        .unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_put_in_order_by_their_names() {
        let mut roles = [
            "owner",
            "invite_read",
            "admin",
            "read",
            "super_admin",
            "member",
        ];
        roles.sort_by_key(|it| power(it));
        assert_eq!(
            roles,
            [
                "invite_read",
                "read",
                "member",
                "admin",
                "super_admin",
                "owner"
            ]
        );
    }
}
