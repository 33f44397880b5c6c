//! Reading a catalog snapshot in one round: every query is on its way before
//! the first is answered.
//!
//! All of it happens in one transaction, with statements that have no name, so
//! it works through a transaction pooler.

mod changes;
mod error;
mod rows;
mod touched;

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use futures_util::future::{join, join4};
use stagecraft_catalog::{
    DependencyRow, Filter, Kind, Row, SETTINGS, Snapshot, dependencies_query, query, rare_query,
};
use tokio_postgres::Client;
use tokio_postgres::types::Type;

use crate::in_order;

pub use changes::ChangeReader;
pub use error::SnapshotError;

/// How often reading starts again when objects vanish under it or are locked,
/// for 200 ms each time.
const ATTEMPTS: usize = 50;
/// Kinds whose description fails when another session drops the object
/// meanwhile. They are asked for first: the less time, the less trouble.
const FRAGILE: [Kind; 4] = [
    Kind::View,
    Kind::MaterializedView,
    Kind::Rule,
    Kind::Trigger,
];

/// Reads the catalog in a transaction of its own, all of it as of one moment.
///
/// The client must not be in a transaction. Fails when the server refuses or
/// the connection breaks; waits about 10 s for other sessions' locks,
/// 200 ms at a time, so that it is never half of a deadlock. Starts
/// again when another session drops what is being described; what it drops
/// just then may lack an expression, since Postgres looks that up as of now.
pub async fn read(client: &Client, filter: &Filter) -> Result<Snapshot, SnapshotError> {
    attempts(
        client,
        filter,
        "begin isolation level repeatable read read only",
        "commit",
    )
    .await
}

/// Reads the catalog as the transaction that is open on the client sees it,
/// its own changes included; leaves the transaction's settings as they were.
///
/// What other sessions commit while it reads may be seen in part, unless the
/// transaction is `repeatable read`. Fails as [`read`] does; the transaction
/// can go on even then.
pub async fn read_within(client: &Client, filter: &Filter) -> Result<Snapshot, SnapshotError> {
    attempts(
        client,
        filter,
        "savepoint stagecraft_snapshot",
        "rollback to savepoint stagecraft_snapshot; release savepoint stagecraft_snapshot",
    )
    .await
}

async fn attempts(
    client: &Client,
    filter: &Filter,
    begin: &str,
    end: &str,
) -> Result<Snapshot, SnapshotError> {
    let mut attempt = 1;
    loop {
        match round(client, filter, begin, end).await {
            Err(error) if error.may_pass() && attempt < ATTEMPTS => attempt += 1,
            outcome => return outcome,
        }
    }
}

/// Everything is sent when the futures are first polled, which `join4` and
/// [`in_order`] do in order; but for the rare kinds and the end, sent when the
/// server has said which rare kinds there are, which it does while it still has
/// the other queries to answer. Dropped before that, it leaves the transaction
/// open.
async fn round(
    client: &Client,
    filter: &Filter,
    begin: &str,
    end: &str,
) -> Result<Snapshot, SnapshotError> {
    let patterns = filter.patterns();
    let settings = async {
        let row = client
            .query_typed(SETTINGS, &[])
            .await
            .map_err(|error| SnapshotError::sort(error, "settings"))?;
        row.first()
            .map_or(Ok(0), |it| it.try_get::<_, i32>(0))
            .map_err(SnapshotError::Connection)
    };
    let sent = AtomicBool::new(false);
    let rest = async {
        let present = present(client).await;
        // The answer may be there before the other queries are on their way,
        // and the end must not overtake them.
        poll_fn(|context| {
            if sent.load(Ordering::Relaxed) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
        let kinds = present.as_deref().unwrap_or_default().iter();
        let rare = kinds
            .map(|kind| objects(client, *kind, &patterns))
            .collect();
        let (rare, ended) = join(in_order_sent(rare), client.batch_execute(end)).await;
        (present, rare, ended)
    };
    let sturdy = Kind::ALL
        .iter()
        .filter(|it| !FRAGILE.contains(it) && !it.is_rare());
    let usual = FRAGILE.iter().chain(sturdy);
    let usual = usual
        .map(|kind| objects(client, *kind, &patterns))
        .collect();
    let mut usual = pin!(join(in_order_sent(usual), dependencies(client)));
    let usual = poll_fn(|context| {
        let polled = usual.as_mut().poll(context);
        sent.store(true, Ordering::Relaxed);
        polled
    });
    let (begun, version, (present, rare, ended), (kinds, dependencies)) =
        join4(client.batch_execute(begin), settings, rest, usual).await;
    begun.map_err(|error| SnapshotError::sort(error, "transaction"))?;
    // What failed first says why; what came after it only that something had.
    let (version, _, kinds, rare) = (version?, present?, kinds?, rare?);
    let dependencies = dependencies?;
    ended.map_err(|error| SnapshotError::sort(error, "transaction"))?;
    Snapshot::of_rows(
        u32::try_from(version).unwrap_or_default(),
        kinds.into_iter().chain(rare).flatten(),
        &dependencies,
    )
    .map_err(SnapshotError::Unknown)
}

/// Asks which of the rare kinds there may be.
async fn present(client: &Client) -> Result<Vec<Kind>, SnapshotError> {
    let answer = client
        .query_typed(&rare_query(), &[])
        .await
        .map_err(|error| SnapshotError::sort(error, "rare kinds"))?;
    let mut kinds = Vec::new();
    for row in answer {
        let present: Vec<bool> = row.try_get(0).map_err(SnapshotError::Connection)?;
        kinds.extend(
            Kind::rare()
                .zip(present)
                .filter_map(|(kind, it)| it.then_some(kind)),
        );
    }
    Ok(kinds)
}

/// Awaits requests that are sent in their order.
pub(crate) async fn in_order_sent<T>(
    requests: Vec<impl Future<Output = Result<T, SnapshotError>>>,
) -> Result<Vec<T>, SnapshotError> {
    in_order(requests).await.into_iter().collect()
}

async fn objects(
    client: &Client,
    kind: Kind,
    patterns: &Vec<String>,
) -> Result<Vec<(Kind, Row)>, SnapshotError> {
    let answer = client
        .query_typed(&query(kind), &[(patterns, Type::TEXT_ARRAY)])
        .await
        .map_err(|error| SnapshotError::of_kind(error, kind))?;
    rows::objects(kind, &answer)
}

async fn dependencies(client: &Client) -> Result<Vec<DependencyRow>, SnapshotError> {
    let answer = client
        .query_typed(dependencies_query(), &[])
        .await
        .map_err(|error| SnapshotError::sort(error, "dependencies"))?;
    rows::dependencies(&answer)
}
