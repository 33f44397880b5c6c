//! Which backend serves a session.

use tokio_postgres::Client;

use super::statement::{one_row, text, value};
use crate::Error;

const DOING: &str = "asking which backend serves the session";

const BACKEND: &str = "select pid, extract(epoch from backend_start), \
    extract(epoch from pg_catalog.clock_timestamp()) \
    from pg_catalog.pg_stat_activity where pid = pg_catalog.pg_backend_pid()";

/// A backend, as one of its sessions saw it.
#[derive(Debug, Clone)]
pub(super) struct Backend {
    pub(super) pid: i32,
    /// When it was started, by the server's clock, in seconds since 1970.
    pub(super) started: f64,
    /// When it was asked, by the same clock.
    pub(super) asked: f64,
}

impl Backend {
    /// A process id alone may have been used again.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.pid == other.pid && (self.started - other.started).abs() < 1e-5
    }
}

/// Returns the backend that serves the session's present transaction.
pub(super) async fn ask(client: &Client) -> Result<Backend, Error> {
    let row = one_row(client, DOING, BACKEND).await?;
    Ok(Backend {
        pid: value(&row, 0, DOING)?,
        started: value(&row, 1, DOING)?,
        asked: value(&row, 2, DOING)?,
    })
}

/// Returns whether the server still runs `backend`.
pub(super) async fn is_alive(client: &Client, backend: &Backend) -> Result<bool, Error> {
    let sql = format!(
        "select count(*) from pg_catalog.pg_stat_activity where pid = {} \
         and abs(extract(epoch from backend_start) - {:.6}) < 0.00001",
        backend.pid, backend.started
    );
    let row = one_row(client, DOING, &sql).await?;
    Ok(text(&row, 0) != Some("0"))
}
