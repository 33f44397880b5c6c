//! The people and tenants of the fixture, and rows handed out among them: each
//! has some of their own and some that are not.

use stagecraft_model::Ident;
use tokio_postgres::Client;

use super::fixture::{AS_REPLICA, AS_USUAL};
use super::hand_out::attempt;
use super::ids::{common, frequent, places, rows_of, texts};
use super::shape::{Shape, auth_users};
use super::tenancy::{Tenancy, power};
use crate::Error;
use crate::facts::Facts;

const ATTEMPT: &str = include_str!("attempt.sql");

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
