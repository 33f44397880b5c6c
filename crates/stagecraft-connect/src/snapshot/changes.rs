//! Bringing a snapshot up to date inside the transaction that changed things.
//!
//! Two rounds as a rule: what was touched, then that alone. The statements are
//! prepared once, since planning them would cost more than running them; so
//! this is for a session of one's own, not for a transaction pooler.

use std::collections::BTreeMap;

use futures_util::future::{join, join3, join4};
use stagecraft_catalog::{
    DependencyRow, Filter, Kind, Reread, Row, SETTINGS, Scope, Snapshot, Touched, comments_query,
    dependencies_query_of, left_query, owners_query, query, query_of,
};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Statement};

use super::{SnapshotError, in_order_sent, read_within, rows, touched};

/// One plan serves every time: none of the parameters changes what is best.
const PLANNING: &str =
    "select pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)";
/// A statement that was prepared under another search path is planned anew.
const BEGIN: &str = "savepoint stagecraft_changes; set local search_path = ''; \
    set local jit = off; set local plan_cache_mode = force_generic_plan";
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
            touched: prepare(&touched::written_query(), &[Type::TEXT_ARRAY]).await?,
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
        let touched = self.touched(client, before).await?;
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

    async fn touched(&self, client: &Client, before: &Snapshot) -> Result<Touched, SnapshotError> {
        let sort = |error| SnapshotError::sort(error, "own changes");
        let patterns = self.filter.patterns();
        let (begun, answers, ended) = join3(
            client.batch_execute(BEGIN),
            join4(
                client.query(&self.touched, &[&patterns]),
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
        touched::of_answers(before, &touched, &left, comments.as_ref(), owners.as_ref())
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
