//! Loading a job into a database.

mod append;
mod connect;
mod context;
mod copy;
mod desk;
mod empty;
mod generate;
mod journal;
mod late;
mod observe;
mod options;
mod outcome;
mod prepare;
mod replace;
mod sequences;
mod structure;
mod unlogged;

use std::sync::Arc;
use std::time::Instant;

pub use connect::{Connect, ConnectError, Plain};
pub use observe::{Observer, Silent};
pub use options::{LoadOptions, Mode};
pub use outcome::{LoadReport, Note, TableReport};

use crate::{Error, Job, Rows};
pub(crate) use generate::digest_of;

use context::{Caller, Context};

/// Loads every row of the job, exactly once.
///
/// Dropping the future ends every connection; what was not committed is
/// rolled back by the server, and the same call goes on from there. Needs a
/// tokio runtime; with several threads, rows are made while others are sent.
pub async fn load(
    connect: Arc<dyn Connect>,
    job: Job,
    rows: Arc<dyn Rows>,
    options: LoadOptions,
    observer: Arc<dyn Observer>,
) -> Result<LoadReport, Error> {
    let started = Instant::now();
    job.check()?;
    let mut client = connect::open(connect.as_ref(), &options).await?;
    let targets = prepare::look(&client, &job).await?;
    let start = journal::open(&mut client, &job, &targets, &options).await?;
    let mut notes = Vec::new();
    let unlogged = unlogged::begin(&mut client, &job, &targets, &options, &mut notes).await?;
    let context = Arc::new(Context::new(
        Caller {
            connect,
            job,
            rows,
            options,
            observer,
        },
        targets,
        unlogged,
        &start,
    ));
    sequences::reserve(&client, &context).await?;
    let mut slices = match context.options.mode {
        Mode::Append => append::run(&context, &start.done).await?,
        Mode::Replace => replace::run(&context, &client, &start.done, &mut notes).await?,
    };
    late::run(&mut client, &context).await?;
    unlogged::end(&mut client, &context).await?;
    sequences::raise(&client, &context).await?;
    if context.options.analyze {
        prepare::analyze(&client, &context).await?;
    }
    for slice in start.done.iter().filter(|it| !it.late) {
        slices.insert((slice.table, slice.number), slice.counted());
    }
    Ok(outcome::report(&context, &slices, notes, started.elapsed()))
}
