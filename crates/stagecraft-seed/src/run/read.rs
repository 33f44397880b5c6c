//! Reading the rows that tables hold already.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use stagecraft_model::QualifiedName;
use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use super::{MOST_ROWS, Run};
use crate::ask::rows_of;
use crate::cell::Cell;
use crate::datum::{Datum, read};
use crate::shape::Shape;
use crate::statement;
use crate::{Error, Refusal};

/// The rows that a query answered, or why it did not.
pub(super) type Answer = Result<Vec<SimpleQueryRow>, Refusal>;

/// Runs statements in one message; they are one transaction.
pub(super) async fn query(client: &Client, sql: &str) -> Result<Answer, Error> {
    match client.simple_query(sql).await {
        Ok(messages) => Ok(Ok(rows_of(messages))),
        Err(error) => refusal(error).map(Err),
    }
}

/// Runs queries in one message, or else in one each, so that it is known which
/// of them fails.
async fn read_all<'q>(
    client: &Client,
    queries: impl Iterator<Item = &'q str> + Clone,
) -> Result<Vec<Answer>, Error> {
    let all: Vec<_> = std::iter::once(statement::SHOW_ALL_ROWS)
        .chain(queries.clone())
        .collect();
    if all.len() > 1
        && let Ok(messages) = client.simple_query(&all.join("; ")).await
    {
        // Each statement ends with its completion, the setting first.
        let mut answers = vec![Vec::new()];
        for message in messages {
            match message {
                SimpleQueryMessage::CommandComplete(_) => answers.push(Vec::new()),
                SimpleQueryMessage::Row(row) => {
                    if let Some(last) = answers.last_mut() {
                        last.push(row);
                    }
                }
                _ => {}
            }
        }
        return Ok(answers.into_iter().skip(1).map(Ok).collect());
    }
    let each = queries.map(|it| async move {
        query(client, &format!("{}; {it}", statement::SHOW_ALL_ROWS)).await
    });
    join_all(each).await.into_iter().collect()
}

/// Returns what the server said; fails when it was the connection.
pub(crate) fn refusal(error: tokio_postgres::Error) -> Result<Refusal, Error> {
    let Some(said) = error.as_db_error() else {
        return Err(Error::ConnectionLost { source: error });
    };
    // A server that goes away says so, too.
    if error.is_closed() || said.code().code().starts_with("57P") {
        return Err(Error::ConnectionLost { source: error });
    }
    Ok(Refusal {
        sqlstate: Some(said.code().code().to_owned()),
        constraint: said.constraint().map(str::to_owned),
        message: said.message().to_owned(),
        context: said.where_().and_then(first_line),
    })
}

/// Returns the innermost place that the server was in.
pub(super) fn first_line(context: &str) -> Option<String> {
    let line = context.lines().next()?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// Returns a row's cells from the values of some of its columns.
pub(super) fn cells<'v>(
    shape: &Shape,
    columns: &[usize],
    values: impl Iterator<Item = Option<&'v str>>,
) -> Vec<Cell> {
    let mut cells = vec![Cell::Unknown; shape.columns.len()];
    for (at, value) in columns.iter().zip(values) {
        if let (Some(cell), Some(column)) = (cells.get_mut(*at), shape.columns.get(*at)) {
            *cell = Cell::Value(value.map_or(Datum::Null, |it| read(it, &column.r#type)));
        }
    }
    cells
}

impl Run<'_> {
    /// Reads tables afresh, all at once; `names` has parents before children.
    /// Returns those that could not be read, and why.
    pub(super) async fn look(
        &mut self,
        names: &[QualifiedName],
    ) -> Result<BTreeMap<QualifiedName, Refusal>, Error> {
        let looks: Vec<_> = names
            .iter()
            .filter_map(|name| {
                let shape = self.shapes.get(name)?;
                let columns = self.telling(shape);
                let sql = statement::read(shape, &columns, MOST_ROWS);
                Some((name, columns, sql))
            })
            .collect();
        let answers = read_all(self.client, looks.iter().map(|it| it.2.as_str())).await?;
        let mut unread = BTreeMap::new();
        for ((name, columns, _), answer) in looks.into_iter().zip(answers) {
            self.known.forget(name);
            match answer {
                Err(refusal) => {
                    unread.insert(name.clone(), refusal);
                }
                Ok(rows) => {
                    if let Some(shape) = self.shapes.get(name) {
                        let rows = rows
                            .iter()
                            .map(|row| {
                                cells(shape, &columns, (0..columns.len()).map(|it| row.get(it)))
                            })
                            .collect();
                        self.known.learn(shape, &self.shapes, rows);
                    }
                }
            }
        }
        Ok(unread)
    }
}
