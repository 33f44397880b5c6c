//! Rows handed out among the cast: each has some of their own and some that are
//! not.

use stagecraft_model::{Ident, quote_literal};
use tokio_postgres::Client;

use super::cast::Cast;
use super::ids::texts;
use super::shape::{Shape, Whose};
use super::tenancy::Membership;
use crate::Error;
use crate::facts::{Facts, Relation};

/// Whose the rows of a table become, one after the other: a tenant and a user,
/// by their places in the cast. Two users of a tenant, one of another, a third
/// tenant that is nobody's, rows that a user left behind in a foreign tenant,
/// the user of no tenant, the anonymous one.
const BOTH: [(usize, usize); 8] = [
    (0, 0),
    (0, 1),
    (1, 2),
    (2, 4),
    (1, 0),
    (0, 2),
    (1, 3),
    (2, 5),
];
const USERS: [usize; 8] = [0, 1, 2, 3, 5, 4, 0, 1];
const TENANTS: [usize; 8] = [0, 1, 2, 0, 1, 2, 0, 1];

impl Cast {
    /// Makes exactly the members that there should be.
    pub(super) async fn members(
        &self,
        client: &Client,
        table: &Relation,
        membership: &Membership,
        rows: &[String],
    ) -> Result<String, Error> {
        let held = texts(
            client,
            &format!(
                "select format('%s %s', t.{}::text, t.{}::text) from {} as t order by t.tableoid, t.ctid",
                membership.tenant, membership.user, table.name
            ),
        )
        .await?;
        let mut free: Vec<_> = rows.iter().zip(held).collect();
        let mut script = guarded(table, true);
        let mut taken = Vec::new();
        let mut open = Vec::new();
        for (tenant, user, role) in self.parts() {
            let (Some(tenant), Some(user)) = (self.tenants.get(tenant), self.users.get(user))
            else {
                continue;
            };
            match free
                .iter()
                .position(|it| it.1 == format!("{tenant} {user}"))
            {
                Some(at) => taken.push((free.remove(at).0, tenant, user, role)),
                None => open.push((tenant, user, role)),
            }
        }
        for (tenant, user, role) in open {
            if free.is_empty() {
                break;
            }
            taken.push((free.remove(0).0, tenant, user, role));
        }
        for (row, _) in free {
            let mut tries = vec![format!("delete from {} as t where {row}", table.name)];
            // Who can't be taken out has left.
            tries.extend(
                membership
                    .ended
                    .first()
                    .map(|it| format!("update {} as t set {it} = now() where {row}", table.name)),
            );
            let tries: Vec<_> = tries
                .iter()
                .map(|it| format!("pg_temp.attempt({})", quote_literal(it)))
                .collect();
            script.push_str(&format!("select {};\n", tries.join(" or ")));
        }
        for (row, tenant, user, role) in taken {
            let mut sets = vec![
                format!("{} = {}", membership.tenant, quote_literal(tenant)),
                format!("{} = {}", membership.user, quote_literal(user)),
            ];
            if let (Some(column), Some(role)) = (&membership.role, role) {
                sets.push(format!("{column} = {}", quote_literal(role)));
            }
            // Members who have left are none.
            for column in &table.columns {
                let name = column.name.as_str();
                let ends = [
                    "revoked",
                    "deleted",
                    "removed",
                    "left_",
                    "expire",
                    "banned",
                    "archived",
                    "suspended",
                ];
                if !column.not_null && ends.iter().any(|it| name.starts_with(it)) {
                    sets.push(format!("{} = null", column.name));
                }
            }
            script.push_str(&attempt(&format!(
                "update {} as t set {} where {row}",
                table.name,
                sets.join(", ")
            )));
        }
        script.push_str(&guarded(table, false));
        Ok(script)
    }

    /// Gives the rows of a table to tenants and users in turn, where its keys
    /// allow it.
    pub(super) async fn hand_out(
        &self,
        client: &Client,
        facts: &Facts,
        table: &Relation,
        shape: &Shape<'_>,
        rows: &[String],
    ) -> Result<String, Error> {
        let column = |it: Option<Whose>| it.and_then(|it| it.column().cloned());
        let is_free = |it: &Ident| {
            !table
                .indexes
                .iter()
                .any(|index| index.unique && index.columns.as_slice() == [it.clone()])
        };
        let key = shape
            .tenancy
            .keys(facts)
            .into_iter()
            .find(|it| it.0 == table.name);
        let tenant = column(shape.tenant(table)).filter(is_free);
        let owner = column(shape.owner(table)).filter(is_free);
        if rows.is_empty() || (tenant.is_none() && owner.is_none()) {
            return Ok(String::new());
        }
        let nullable = |it: &Ident| table.column(it).is_some_and(|it| !it.not_null);
        let mut script = guarded(table, true);
        if let Some((_, key)) = key {
            let Some(owner) = owner else {
                return Ok(String::new());
            };
            let ids = texts(
                client,
                &format!(
                    "select t.{key}::text from {} as t order by t.tableoid, t.ctid",
                    table.name
                ),
            )
            .await?;
            for (row, id) in rows.iter().zip(ids) {
                let part = match self.tenants.iter().position(|it| *it == id) {
                    Some(0) => 0,
                    Some(1) => 2,
                    _ => 4,
                };
                if let Some(user) = self.users.get(part) {
                    script.push_str(&attempt(&format!(
                        "update {} as t set {owner} = {} where {row}",
                        table.name,
                        quote_literal(user)
                    )));
                }
            }
            script.push_str(&guarded(table, false));
            return Ok(script);
        }
        for (n, row) in rows.iter().enumerate() {
            let turn = n % 8;
            let (tenant_part, user_part) = match (&tenant, &owner) {
                (Some(_), Some(_)) => BOTH.get(turn).copied().unwrap_or_default(),
                _ => (
                    TENANTS.get(turn).copied().unwrap_or_default(),
                    USERS.get(turn).copied().unwrap_or_default(),
                ),
            };
            let is_last = n + 1 == rows.len() && n > 3;
            let mut tries = vec![Vec::new()];
            for (column, ids, part) in [
                (&tenant, &self.tenants, tenant_part),
                (&owner, &self.users, user_part),
            ] {
                let (Some(column), Some(id)) = (column, ids.get(part)) else {
                    continue;
                };
                let value = if is_last && nullable(column) {
                    "null".to_owned()
                } else {
                    quote_literal(id)
                };
                if let Some(first) = tries.first_mut() {
                    first.push(format!("{column} = {value}"));
                }
                tries.push(vec![format!("{column} = {value}")]);
            }
            // Both at once, or else one after the other.
            let mut tried = Vec::new();
            for sets in tries.into_iter().filter(|it| !it.is_empty()) {
                tried.push(format!(
                    "pg_temp.attempt({})",
                    quote_literal(&format!(
                        "update {} as t set {} where {row}",
                        table.name,
                        sets.join(", ")
                    ))
                ));
            }
            script.push_str(&format!("select {};\n", tried.join(" or ")));
        }
        script.push_str(&guarded(table, false));
        Ok(script)
    }
}

pub(super) fn attempt(statement: &str) -> String {
    format!("select pg_temp.attempt({});\n", quote_literal(statement))
}

/// Triggers off, or on again.
fn guarded(table: &Relation, off: bool) -> String {
    if table.triggers.is_empty() {
        return String::new();
    }
    let word = if off { "disable" } else { "enable" };
    attempt(&format!("alter table {} {word} trigger user", table.name))
}
