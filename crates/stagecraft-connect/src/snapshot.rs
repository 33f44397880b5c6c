//! Reading a catalog snapshot in one round: every query is on its way before
//! the first is answered.
//!
//! All of it happens in one transaction, with statements that have no name, so
//! it works through a transaction pooler.

use std::borrow::Cow;

use futures_util::future::{join, join4, try_join_all};
use serde_json::{Map, Value};
use stagecraft_catalog::{Filter, Identity, Kind, Row, SETTINGS, Snapshot, query, rare_query};
use stagecraft_model::{ErrorClass, Fault};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Error as DriverError};

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

/// Why the catalog could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The server refused a query.
    #[error("the server did not describe its {what}: {message} (SQLSTATE {sqlstate})")]
    Refused {
        /// What was asked for.
        what: String,
        /// The server's own words.
        message: String,
        /// Five characters.
        sqlstate: String,
    },
    /// The connection broke, or the answer was not what was asked for.
    #[error("the connection failed while the catalog was read")]
    Connection(#[source] DriverError),
    /// The server described an object in an unknown way.
    #[error("the server's catalog could not be understood")]
    Unknown(#[source] stagecraft_catalog::Error),
}

impl SnapshotError {
    fn sort(error: DriverError, what: impl Into<String>) -> Self {
        match error.as_db_error() {
            Some(said) => Self::Refused {
                what: what.into(),
                message: said.message().to_owned(),
                sqlstate: said.code().code().to_owned(),
            },
            None => Self::Connection(error),
        }
    }

    /// Returns whether another session may be why: it drops what is being
    /// described, which Postgres answers with an internal error, an unknown
    /// name or a null, or holds a lock on it.
    fn may_pass(&self) -> bool {
        match self {
            Self::Refused { sqlstate, .. } => {
                matches!(
                    sqlstate.as_str(),
                    "XX000"
                        | "42P01"
                        | "42703"
                        | "42704"
                        | "42883"
                        | "3F000"
                        | "40P01"
                        | "40001"
                        | "55P03"
                )
            }
            Self::Unknown(stagecraft_catalog::Error::RowUnreadable { source, .. }) => {
                source.is_data()
            }
            _ => false,
        }
    }
}

impl Fault for SnapshotError {
    fn class(&self) -> ErrorClass {
        ErrorClass::Environment
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Refused { sqlstate, .. } if sqlstate == "55P03" => Some(
                "another session is changing what is to be described: try again when it is done"
                    .into(),
            ),
            Self::Refused { sqlstate, .. } if sqlstate == "25P02" => {
                Some("the transaction had failed before: roll it back first".into())
            }
            Self::Refused { sqlstate, .. } if sqlstate == "57014" => {
                Some("the role's statement_timeout is too short for its catalog: raise it".into())
            }
            Self::Unknown(error) => error.hint(),
            _ => None,
        }
    }
}

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
/// `try_join_all` (of up to 30) do in order; but for the rare kinds and the
/// end, sent when the server has said which rare kinds there are, which it does
/// while it still has the other queries to answer. Dropped before that, it
/// leaves the transaction open.
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
    let rest = async {
        let present = present(client).await;
        let kinds = present.as_deref().unwrap_or_default().iter();
        let rare = try_join_all(kinds.map(|kind| rows(client, *kind, &patterns)));
        let (rare, ended) = join(rare, client.batch_execute(end)).await;
        (present, rare, ended)
    };
    let sturdy = Kind::ALL
        .iter()
        .filter(|it| !FRAGILE.contains(it) && !it.is_rare());
    let in_order = FRAGILE.iter().chain(sturdy);
    let kinds = try_join_all(in_order.map(|kind| rows(client, *kind, &patterns)));
    let (begun, version, (present, rare, ended), kinds) =
        join4(client.batch_execute(begin), settings, rest, kinds).await;
    begun.map_err(|error| SnapshotError::sort(error, "transaction"))?;
    // What failed first says why; what came after it only that something had.
    let (version, _, kinds, rare) = (version?, present?, kinds?, rare?);
    ended.map_err(|error| SnapshotError::sort(error, "transaction"))?;
    Snapshot::of_rows(
        u32::try_from(version).unwrap_or_default(),
        kinds.into_iter().chain(rare).flatten(),
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

async fn rows(
    client: &Client,
    kind: Kind,
    patterns: &Vec<String>,
) -> Result<Vec<(Kind, Row)>, SnapshotError> {
    let answer = client
        .query_typed(&query(kind), &[(patterns, Type::TEXT_ARRAY)])
        .await
        .map_err(|error| SnapshotError::sort(error, format!("objects of the kind `{kind}`")))?;
    let mut rows = Vec::with_capacity(answer.len());
    for row in answer {
        let identity = Identity {
            oid: row.try_get(0).map_err(SnapshotError::Connection)?,
            part: row.try_get(1).map_err(SnapshotError::Connection)?,
        };
        let object = object(&row).map_err(SnapshotError::Connection)?;
        rows.push((kind, Row { identity, object }));
    }
    Ok(rows)
}

/// Returns the columns behind the identity, without what is null or
/// false: absent means that.
fn object(row: &tokio_postgres::Row) -> Result<Map<String, Value>, DriverError> {
    let mut object = Map::new();
    for (n, column) in row.columns().iter().enumerate().skip(2) {
        let value = match *column.type_() {
            Type::BOOL => row
                .try_get::<_, Option<bool>>(n)?
                .filter(|it| *it)
                .map(Value::from),
            Type::INT2 => row.try_get::<_, Option<i16>>(n)?.map(Value::from),
            Type::INT4 => row.try_get::<_, Option<i32>>(n)?.map(Value::from),
            Type::INT8 => row.try_get::<_, Option<i64>>(n)?.map(Value::from),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(n)?.map(Value::from),
            Type::CHAR => row.try_get::<_, Option<i8>>(n)?.map(letter),
            Type::TEXT_ARRAY | Type::NAME_ARRAY => {
                row.try_get::<_, Option<Vec<String>>>(n)?.map(Value::from)
            }
            Type::JSON => row.try_get::<_, Option<Value>>(n)?,
            _ => row.try_get::<_, Option<String>>(n)?.map(Value::from),
        };
        if let Some(value) = value {
            object.insert(column.name().to_owned(), value);
        }
    }
    Ok(object)
}

/// Writes a `"char"` as text.
fn letter(code: i8) -> Value {
    Value::from(char::from(code.cast_unsigned()).to_string())
}
