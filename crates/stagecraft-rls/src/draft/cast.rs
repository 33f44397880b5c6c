//! The people and tenants of the fixture, and rows handed out among them: each
//! has some of their own and some that are not.

use stagecraft_model::{Ident, QualifiedName, quote_literal};
use tokio_postgres::{Client, SimpleQueryMessage};

use super::fixture::{AS_REPLICA, AS_USUAL};
use super::shape::{Shape, Whose, auth_users};
use super::tenancy::{Membership, Tenancy, power};
use crate::Error;
use crate::facts::{Facts, Relation, RelationKind};

const ATTEMPT: &str = include_str!("attempt.sql");

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

/// Who plays: ids of users and tenants, in the order of their parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Cast {
    /// Two of the first tenant, one of the second, one of none, one of the
    /// third, one who has signed in anonymously.
    pub(super) users: Vec<String>,
    /// Two that actors belong to, one that nobody does.
    pub(super) tenants: Vec<String>,
    /// Roles of members, from the least to the most powerful.
    pub(super) roles: Vec<String>,
}

impl Cast {
    /// Chooses the cast from the rows that are there, and hands the rows out,
    /// in the transaction that is open.
    pub(super) async fn arrange(
        client: &Client,
        facts: &Facts,
        shape: &Shape<'_>,
    ) -> Result<Self, Error> {
        client
            .batch_execute(&format!("set constraints all immediate;\n{ATTEMPT}"))
            .await
            .map_err(Error::draft)?;
        let tables: Vec<_> = facts
            .relations
            .iter()
            .filter(|it| it.kind.has_policies() && !it.is_partition && it.extension.is_none())
            .collect();
        link(client, facts, shape).await?;
        let mut cast = Self {
            users: frequent(
                client,
                &auth_users(),
                &Ident::new("id"),
                &places(&tables, |it| shape.user_columns(it)),
                6,
            )
            .await?,
            ..Self::default()
        };
        let tenant_places = places(&tables, |it| {
            shape
                .tenant(it)
                .and_then(|it| it.column().cloned())
                .into_iter()
                .collect()
        });
        cast.tenants = match &shape.tenancy {
            Tenancy::None => Vec::new(),
            tenancy => match tenancy.keys(facts).first() {
                Some((table, key)) => frequent(client, table, key, &tenant_places, 3).await?,
                None => common(client, &tenant_places).await?,
            },
        };
        if let Tenancy::Membership(membership) = &shape.tenancy {
            cast.roles.clone_from(&membership.roles);
            if let (true, Some(role)) = (cast.roles.is_empty(), &membership.role) {
                cast.roles = texts(
                    client,
                    &format!(
                        "select distinct {role}::text from {} where {role} is not null order by 1",
                        membership.table
                    ),
                )
                .await?;
                cast.roles.sort_by_key(|it| power(it));
                // Free text is no role.
                let is_word =
                    |it: &String| it.chars().all(|it| it.is_ascii_lowercase() || it == '_');
                if cast.roles.len() > 6 || !cast.roles.iter().all(is_word) {
                    cast.roles.clear();
                }
            }
        }
        let mut script = String::new();
        for table in &tables {
            if table.name.schema.as_str() == "auth" {
                continue;
            }
            let rows = rows_of(client, table).await?;
            match &shape.tenancy {
                Tenancy::Membership(it) if it.table == table.name => {
                    script.push_str(&cast.members(client, table, it, &rows).await?);
                }
                _ => script.push_str(&cast.hand_out(client, facts, table, shape, &rows).await?),
            }
        }
        if !script.is_empty() {
            client.simple_query(&script).await.map_err(Error::draft)?;
        }
        Ok(cast)
    }

    /// Returns the parts of members: tenant, user, role.
    pub(super) fn parts(&self) -> Vec<(usize, usize, Option<&str>)> {
        let most = self.roles.last().map(String::as_str);
        let least = self
            .roles
            .iter()
            .find(|it| power(it) > 0)
            .or(self.roles.first())
            .map(String::as_str);
        vec![(0, 0, most), (0, 1, least), (1, 2, most), (2, 4, most)]
    }

    /// Makes exactly the members that there should be.
    async fn members(
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
            script.push_str(&attempt(&format!(
                "delete from {} as t where {row}",
                table.name
            )));
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
    async fn hand_out(
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

/// Makes users of the platform for profiles that belong to one without a
/// foreign key that would say so.
async fn link(client: &Client, facts: &Facts, shape: &Shape<'_>) -> Result<(), Error> {
    let Some(users) = facts.relation(&auth_users()) else {
        return Ok(());
    };
    let columns: Vec<_> = users
        .columns
        .iter()
        .filter(|it| !it.generated)
        .map(|it| it.name.to_string())
        .collect();
    for (n, (table, key)) in shape.unlinked.iter().enumerate() {
        let copy = format!(
            "insert into auth.users ({0}) select {0} from (
                select (jsonb_populate_record(u, jsonb_build_object(
                    'id', r.{key}, 'email', format('profile{n}-%s@example.com', r.n), 'phone', null))).*
                from (select {key}, row_number() over (order by {key}) as n from {table} limit 8) as r
                cross join (select * from auth.users order by id limit 1) as u
            ) as made",
            columns.join(", ")
        );
        let script = format!("{AS_REPLICA}{}{AS_USUAL}", attempt(&copy));
        client.simple_query(&script).await.map_err(Error::draft)?;
    }
    Ok(())
}

fn attempt(statement: &str) -> String {
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

fn places(
    tables: &[&Relation],
    columns: impl Fn(&Relation) -> Vec<Ident>,
) -> Vec<(QualifiedName, Ident)> {
    tables
        .iter()
        .flat_map(|table| {
            columns(table)
                .into_iter()
                .map(|it| (table.name.clone(), it))
        })
        .collect()
}

/// Returns the ids of a table's rows, those first that most rows point at.
async fn frequent(
    client: &Client,
    table: &QualifiedName,
    key: &Ident,
    places: &[(QualifiedName, Ident)],
    most: usize,
) -> Result<Vec<String>, Error> {
    let uses: Vec<_> = places
        .iter()
        .map(|(table, column)| format!("select {column}::text from {table}"))
        .chain(["select null::text".to_owned()])
        .collect();
    texts(
        client,
        &format!(
            "select k.id from (select {key}::text as id from {table}) as k
             left join lateral (select count(*) as n from ({}) as u (id) where u.id = k.id) as u on true
             order by u.n desc, k.id limit {most}",
            uses.join(" union all ")
        ),
    )
    .await
}

async fn common(client: &Client, places: &[(QualifiedName, Ident)]) -> Result<Vec<String>, Error> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let uses: Vec<_> = places
        .iter()
        .map(|(table, column)| format!("select {column}::text from {table}"))
        .collect();
    texts(
        client,
        &format!(
            "select id from ({}) as u (id) where id <> '' group by id order by count(*) desc, id limit 3",
            uses.join(" union all ")
        ),
    )
    .await
}

/// Returns a condition for each row of a table, in the order in which they lie.
async fn rows_of(client: &Client, table: &Relation) -> Result<Vec<String>, Error> {
    let condition = if table.kind == RelationKind::Partitioned {
        "format('(t.tableoid, t.ctid) = (%s, %L)', t.tableoid, t.ctid)"
    } else {
        "format('t.ctid = %L', t.ctid)"
    };
    texts(
        client,
        &format!(
            "select {condition} from {} as t order by t.tableoid, t.ctid limit 64",
            table.name
        ),
    )
    .await
}

async fn texts(client: &Client, query: &str) -> Result<Vec<String>, Error> {
    let messages = client.simple_query(query).await.map_err(Error::draft)?;
    let rows = messages.iter().filter_map(|it| match it {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    Ok(rows.collect())
}
