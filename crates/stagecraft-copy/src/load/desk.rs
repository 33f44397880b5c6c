//! Who hands out work to several connections, and takes it back done.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::Error;

/// What a worker that asks for work gets.
pub(super) enum Take<U> {
    Work(U),
    /// Nothing until another worker is done with something.
    Wait,
    End,
}

/// Knows which work is left and what has to wait.
pub(super) trait Desk: Send + 'static {
    type Unit: Send;

    fn take(&mut self) -> Take<Self::Unit>;

    fn done(&mut self, unit: Self::Unit);
}

/// A desk that many workers stand at.
pub(super) struct Counter<D> {
    desk: Mutex<D>,
    changed: watch::Sender<()>,
}

impl<D: Desk> Counter<D> {
    pub(super) fn new(desk: D) -> Arc<Self> {
        Arc::new(Self {
            desk: Mutex::new(desk),
            changed: watch::Sender::new(()),
        })
    }

    /// Returns the next work, or nothing at the end.
    pub(super) async fn next(&self) -> Option<D::Unit> {
        let mut changed = self.changed.subscribe();
        loop {
            changed.mark_unchanged();
            let take = self.with(D::take);
            match take {
                Take::Work(unit) => return Some(unit),
                Take::End => return None,
                // The sender lives as long as the counter itself.
                Take::Wait => changed.changed().await.unwrap_or(()),
            }
        }
    }

    /// Returns work that is there without any waiting.
    pub(super) fn next_now(&self) -> Option<D::Unit> {
        match self.with(D::take) {
            Take::Work(unit) => Some(unit),
            Take::Wait | Take::End => None,
        }
    }

    pub(super) fn done(&self, unit: D::Unit) {
        self.with(|desk| desk.done(unit));
        self.changed.send_replace(());
    }

    fn with<T>(&self, act: impl FnOnce(&mut D) -> T) -> T {
        act(&mut self.desk.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Waits for all workers; the first that fails ends the others, and so does
/// dropping this future.
pub(super) async fn all<T: 'static>(
    mut workers: JoinSet<Result<T, Error>>,
) -> Result<Vec<T>, Error> {
    let mut results = Vec::new();
    while let Some(joined) = workers.join_next().await {
        let result = match joined {
            Ok(result) => result,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Nobody but this function ends workers.
                Err(_) => continue,
            },
        };
        match result {
            Ok(result) => results.push(result),
            Err(error) => {
                workers.shutdown().await;
                return Err(error);
            }
        }
    }
    Ok(results)
}
