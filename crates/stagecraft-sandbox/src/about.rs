//! What is known about a sandbox from the outside: a small file beside its
//! folder, readable by its owner alone.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Platform;

/// A sandbox as `list` shows it; holds no password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SandboxAbout {
    /// Its name, 12 hex digits.
    pub id: String,
    /// The process that made it.
    pub owner_pid: u32,
    /// The major version of Postgres.
    pub major: u16,
    /// The full version.
    pub version: String,
    /// What the database holds.
    pub platform: Platform,
    /// Whether `postgres` is a member of the roles that own `auth`, `storage`
    /// and `realtime`.
    #[serde(default)]
    pub owner_memberships: bool,
    /// The port on 127.0.0.1, if it listens there.
    pub tcp_port: Option<u16>,
    /// When it was made, UTC.
    pub made_at: Timestamp,
    /// Whether it stays when its maker ends.
    pub kept: bool,
    /// The server tree that it uses.
    #[serde(default)]
    pub tree: String,
}

/// The file: the description, and for a kept sandbox that listens on TCP the
/// password that `url` needs. Who can read it can also enter by the socket.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AboutFile {
    pub(crate) about: SandboxAbout,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) password: Option<String>,
}

impl AboutFile {
    /// Reads the file; one that is absent or cut short is nothing.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    }

    /// Writes the file in one step.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let draft = path.with_extension("json.tmp");
        let mut file = File::options()
            .create(true)
            .truncate(true)
            .write(true)
            .mode(0o600)
            .open(&draft)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        std::fs::rename(&draft, path)
    }
}
