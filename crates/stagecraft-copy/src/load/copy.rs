//! One COPY: pieces into the server, one slice at a time.

use std::io::Cursor;
use std::pin::pin;

use futures_util::SinkExt;
use tokio::sync::mpsc::Receiver;
use tokio_postgres::{GenericClient, Transaction};

use super::generate::{Counted, Piece};
use crate::Error;
use crate::refusal::Place;

/// Sends one slice and returns what was in it, with the number of rows that
/// the server kept: a trigger may have dropped some.
pub(super) async fn slice(
    transaction: &Transaction<'_>,
    sql: &str,
    pieces: &mut Receiver<Result<Piece, Error>>,
    place: Place<'_>,
) -> Result<(Counted, u64), Error> {
    let sink = transaction.copy_in::<_, Cursor<Vec<u8>>>(sql).await;
    let mut sink = pin!(sink.map_err(|error| place.fail(error))?);
    loop {
        match pieces.recv().await {
            Some(Ok(Piece::Bytes(bytes))) => {
                let sent = sink.feed(Cursor::new(bytes)).await;
                sent.map_err(|error| place.fail(error))?;
            }
            Some(Ok(Piece::End(counted))) => {
                let kept = sink.as_mut().finish().await;
                return Ok((counted, kept.map_err(|error| place.fail(error))?));
            }
            Some(Err(error)) => return Err(error),
            None => {
                return Err(Error::RowsEnded {
                    table: place.table.to_string(),
                });
            }
        }
    }
}

/// Runs statements, and says where when they are refused.
pub(super) async fn run(
    client: &impl GenericClient,
    sql: &str,
    place: Place<'_>,
) -> Result<(), Error> {
    let done = client.batch_execute(sql).await;
    done.map_err(|error| place.fail(error))
}
