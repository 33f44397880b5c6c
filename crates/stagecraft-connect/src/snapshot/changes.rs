//! Bringing a snapshot up to date inside the transaction that changed things.
//!
//! Two rounds as a rule: what was touched, then that alone. The statements are
//! prepared once, since planning them would cost more than running them; so
//! this is for a session of one's own, not for a transaction pooler.

use std::collections::BTreeMap;

use futures_util::future::{join, join3, join4};
use stagecraft_catalog::{
    DependencyRow, Filter, Identity, Kind, Reread, Row, SETTINGS, Scope, Snapshot, Touched,
    comments_query, dependencies_query_of, left_query, owners_query, query, query_of,
    touched_query,
};
use tokio_postgres::types::{FromSql, Type};
use tokio_postgres::{Client, Error as DriverError, Row as Answer, Statement};

use super::{SnapshotError, in_order_sent, read_within, rows};

/// One plan serves every time: none of the parameters changes what is best.
const PLANNING: &str =
    "select pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)";
const BEGIN: &str = "savepoint stagecraft_changes";
const END: &str = "rollback to savepoint stagecraft_changes; release savepoint stagecraft_changes";
/// Names lead to names: a schema's rename to everything, a function's to what
/// calls it. More rounds than this mean that something is wrong.
const ROUNDS: usize = 4;

/// Reads again what the open transaction of one session has touched.
pub struct ChangeReader {
    filter: Filter,
    settings: Statement,
    planning: Statement,
    touched: Statement,
    left: Statement,
    comments: Statement,
    owners: Statement,
    dependencies: Statement,
    kinds: BTreeMap<(Kind, bool), Statement>,
}

impl ChangeReader {
    /// Prepares the statements on a session; they live as long as it does.
    pub async fn prepare(client: &Client, filter: Filter) -> Result<Self, SnapshotError> {
        let prepare = async |sql: &str, types: &[Type]| {
            client
                .prepare_typed(sql, types)
                .await
                .map_err(|error| SnapshotError::sort(error, "prepared statements"))
        };
        let mut kinds = BTreeMap::new();
        for kind in Kind::ALL {
            let is_partial = kind.scope() != Scope::Whole;
            let statement = if is_partial {
                prepare(&query_of(*kind), &[Type::TEXT_ARRAY, Type::OID_ARRAY]).await?
            } else {
                prepare(&query(*kind), &[Type::TEXT_ARRAY]).await?
            };
            kinds.insert((*kind, is_partial), statement);
        }
        Ok(Self {
            filter,
            settings: prepare(SETTINGS, &[]).await?,
            planning: prepare(PLANNING, &[]).await?,
            touched: prepare(&touched_query(), &[]).await?,
            left: prepare(&left_query(), &[]).await?,
            comments: prepare(&comments_query(), &[]).await?,
            owners: prepare(&owners_query(), &[]).await?,
            dependencies: prepare(&dependencies_query_of(), &[Type::OID_ARRAY]).await?,
            kinds,
        })
    }

    /// Returns `before`, a snapshot of when the transaction that is open on
    /// the client began, as that transaction sees it now.
    ///
    /// Fails as [`read_within`] does; the transaction can go on even then.
    pub async fn read(
        &self,
        client: &Client,
        before: &Snapshot,
    ) -> Result<Snapshot, SnapshotError> {
        let touched = self.touched(client).await?;
        let mut reread = before.reread(&touched);
        let mut snapshot = before.clone();
        for _ in 0..ROUNDS {
            if reread.everything {
                break;
            }
            if reread.is_empty() {
                return Ok(snapshot);
            }
            let (rows, dependencies) = self.again(client, &reread).await?;
            let updated = snapshot
                .updated(&reread, rows, &dependencies)
                .map_err(SnapshotError::Unknown)?;
            (snapshot, reread) = (updated.snapshot, updated.also);
        }
        read_within(client, &self.filter).await
    }

    async fn touched(&self, client: &Client) -> Result<Touched, SnapshotError> {
        let sort = |error| SnapshotError::sort(error, "own changes");
        let (begun, answers, ended) = join3(
            client.batch_execute(BEGIN),
            join4(
                client.query(&self.touched, &[]),
                client.query(&self.left, &[]),
                client.query_opt(&self.comments, &[]),
                client.query_opt(&self.owners, &[]),
            ),
            client.batch_execute(END),
        )
        .await;
        begun.map_err(sort)?;
        let (touched, left, comments, owners) = answers;
        let (touched, left) = (touched.map_err(sort)?, left.map_err(sort)?);
        let (comments, owners) = (comments.map_err(sort)?, owners.map_err(sort)?);
        ended.map_err(sort)?;
        touched_of(&touched, &left, comments.as_ref(), owners.as_ref())
            .map_err(SnapshotError::Connection)
    }

    async fn again(
        &self,
        client: &Client,
        reread: &Reread,
    ) -> Result<(Vec<(Kind, Row)>, Vec<DependencyRow>), SnapshotError> {
        let sort = |error| SnapshotError::sort(error, "own changes");
        let (patterns, oids) = (self.filter.patterns(), reread.oids());
        let requests: Vec<_> = reread
            .kinds()
            .map(|(kind, is_partial)| self.objects(client, kind, is_partial, &patterns, &oids))
            .collect();
        let (begun, ((settings, planning), answers, dependencies), ended) = join3(
            client.batch_execute(BEGIN),
            join3(
                join(
                    client.query_one(&self.settings, &[]),
                    client.query_one(&self.planning, &[]),
                ),
                in_order_sent(requests),
                client.query(&self.dependencies, &[&oids]),
            ),
            client.batch_execute(END),
        )
        .await;
        begun.map_err(sort)?;
        settings.map_err(sort)?;
        planning.map_err(sort)?;
        let (answers, dependencies) = (answers?, dependencies.map_err(sort)?);
        ended.map_err(sort)?;
        Ok((
            answers.into_iter().flatten().collect(),
            rows::dependencies(&dependencies)?,
        ))
    }

    async fn objects(
        &self,
        client: &Client,
        kind: Kind,
        is_partial: bool,
        patterns: &Vec<String>,
        oids: &Vec<u32>,
    ) -> Result<Vec<(Kind, Row)>, SnapshotError> {
        let Some(statement) = self.kinds.get(&(kind, is_partial)) else {
            return Ok(Vec::new());
        };
        let answer = if is_partial {
            client.query(statement, &[patterns, oids]).await
        } else {
            client.query(statement, &[patterns]).await
        };
        rows::objects(
            kind,
            &answer.map_err(|error| SnapshotError::of_kind(error, kind))?,
        )
    }
}

fn touched_of(
    touched: &[Answer],
    left: &[Answer],
    comments: Option<&Answer>,
    owners: Option<&Answer>,
) -> Result<Touched, DriverError> {
    fn list<'a, T: FromSql<'a>>(row: &'a Answer, column: usize) -> Result<Vec<T>, DriverError> {
        Ok(row
            .try_get::<_, Option<Vec<T>>>(column)?
            .unwrap_or_default())
    }
    let mut found = Touched::default();
    for row in touched {
        let scope: i8 = row.try_get(0)?;
        let oid: u32 = row.try_get(1)?;
        found.rows.push((char::from(scope.cast_unsigned()), oid));
    }
    for row in left {
        found.left.push((row.try_get(0)?, list(row, 1)?));
    }
    if let Some(row) = comments {
        let (oids, parts) = (list(row, 0)?, list(row, 1)?);
        found.comments = Some(oids.into_iter().zip(parts).collect());
    }
    if let Some(row) = owners {
        let sequences: Vec<u32> = list(row, 0)?;
        let columns = list(row, 1)?.into_iter().zip(list(row, 2)?);
        let columns = columns.map(|(oid, part)| Identity { oid, part });
        found.owners = Some(sequences.into_iter().zip(columns).collect());
    }
    Ok(found)
}
