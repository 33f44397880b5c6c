//! Why there is no target, no session or no proof.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use rustls::pki_types::pem;
use stagecraft_model::{ErrorClass, Fault};

use crate::{ConnectFailure, DsnError, Origin};

/// Why there is no target, no session or no proof. None of it holds a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing names a database.
    #[error("no database is named")]
    NoTarget,
    /// An environment variable that is no text.
    #[error("`${variable}` is not UTF-8")]
    VariableNotText {
        /// Its name.
        variable: &'static str,
    },
    /// An address that cannot be read.
    #[error("the address in {origin} cannot be used")]
    Dsn {
        /// Where it stands.
        origin: Origin,
        /// What is wrong with it.
        #[source]
        source: DsnError,
    },
    /// An address where none belongs.
    #[error("an argument was given that belongs to no option")]
    StrayArgument,
    /// The vault file cannot be opened or read.
    #[error("the vault file {} cannot be read", path.display())]
    VaultUnreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The vault file is something else.
    #[error("{} is longer than 1 MiB and no vault file", path.display())]
    VaultTooLong {
        /// The file.
        path: PathBuf,
    },
    /// The vault file is not UTF-8.
    #[error("{}:{line} is not UTF-8", path.display())]
    VaultNotText {
        /// The file.
        path: PathBuf,
        /// The line of the first such byte.
        line: usize,
    },
    /// A line that is no assignment.
    #[error("{}:{line} is not a dotenv line", path.display())]
    VaultSyntax {
        /// The file.
        path: PathBuf,
        /// The line where it begins.
        line: usize,
    },
    /// None of the keys.
    #[error(
        "{} {}",
        path.display(),
        if *is_empty { "holds no key at all" } else { "does not say where the database is" }
    )]
    VaultKeyMissing {
        /// The file.
        path: PathBuf,
        /// Whether it holds no key at all.
        is_empty: bool,
    },
    /// Only the address of the project's API.
    #[error("{}:{line} `SUPABASE_URL` is the project's API, not its database", path.display())]
    VaultOnlyApi {
        /// The file.
        path: PathBuf,
        /// Its line.
        line: usize,
    },
    /// A key without a value.
    #[error("{}:{line} `{key}` has no value", path.display())]
    VaultValueEmpty {
        /// The file.
        path: PathBuf,
        /// Its line.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// A key with two values.
    #[error("{}:{second} `{key}` has another value than on line {first}", path.display())]
    VaultKeyTwice {
        /// The file.
        path: PathBuf,
        /// The key.
        key: &'static str,
        /// The first line.
        first: usize,
        /// The line that differs.
        second: usize,
    },
    /// A driver's configuration with no host or several.
    #[error("the configuration does not name exactly one host")]
    ConfigHosts,
    /// A root certificate file that must be there.
    #[error("the root certificate file {} does not exist", path.display())]
    RootCertificatesMissing {
        /// The file.
        path: PathBuf,
    },
    /// The operating system has no roots.
    #[error("the operating system has no root certificates")]
    SystemRootsMissing,
    /// A file of certificates or a key that cannot be read.
    #[error("{} is not a PEM file of the kind that is needed", path.display())]
    CertificateFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: pem::Error,
    },
    /// A file without a certificate.
    #[error("{} holds no certificate", path.display())]
    CertificateFileEmpty {
        /// The file.
        path: PathBuf,
    },
    /// A client certificate that rustls does not take.
    #[error("the client certificate {} cannot be used", path.display())]
    ClientCertificate {
        /// The file.
        path: PathBuf,
        /// What rustls said.
        #[source]
        source: rustls::Error,
    },
    /// rustls cannot be set up.
    #[error("TLS cannot be set up")]
    TlsSetUp(#[source] rustls::Error),
    /// The pool cannot be set up.
    #[error("the pool cannot be set up")]
    Pool(#[source] deadpool_postgres::BuildError),
    /// No session.
    #[error("no session with {address}")]
    Connect {
        /// The address without its secret.
        address: String,
        /// What to do.
        hint: Cow<'static, str>,
        /// Why.
        #[source]
        source: Box<ConnectFailure>,
    },
    /// A statement of the proof failed.
    #[error("{doing} failed: {message}")]
    Statement {
        /// What it was for.
        doing: &'static str,
        /// The server's words, or the driver's.
        message: String,
    },
    /// The log file cannot be written.
    #[error("the log file {} cannot be written", path.display())]
    Log {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The log would be written into the vault.
    #[error("the log file {} is the vault file", path.display())]
    LogIsVault {
        /// The file.
        path: PathBuf,
    },
    /// The document cannot be written.
    #[error("the document cannot be written")]
    Document(#[source] serde_json::Error),
    /// The async runtime cannot be started.
    #[error("the async runtime cannot be started")]
    Runtime(#[source] io::Error),
}

impl Fault for Error {
    fn class(&self) -> ErrorClass {
        match self {
            Self::VaultUnreadable { .. }
            | Self::SystemRootsMissing
            | Self::TlsSetUp(_)
            | Self::Pool(_)
            | Self::Connect { .. }
            | Self::Statement { .. }
            | Self::Log { .. }
            | Self::Document(_)
            | Self::Runtime(_) => ErrorClass::Environment,
            _ => ErrorClass::Usage,
        }
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::NoTarget => "name it with `--vault FILE`, or set `SUPABASE_URL` or \
                 `DATABASE_URL`"
                .into(),
            Self::VariableNotText { .. } => "percent-encode what is not UTF-8".into(),
            Self::Dsn { source, .. } => return source.hint(),
            Self::StrayArgument => "name the database with `--vault FILE`, or `--url DSN`".into(),
            Self::VaultUnreadable { .. } => {
                "see that the path is right and that you may read the file".into()
            }
            Self::VaultTooLong { .. } | Self::VaultKeyMissing { .. } => {
                "write a line `DATABASE_URL='postgresql://…'` into it".into()
            }
            Self::VaultNotText { .. } => "save the file as UTF-8".into(),
            Self::VaultSyntax { .. } => {
                "write `KEY='value'`: single quotes keep every character as it is".into()
            }
            Self::VaultOnlyApi { .. } => {
                "add a line `DATABASE_URL='postgresql://…'`: the address stands in the dashboard \
                 under Connect"
                    .into()
            }
            Self::VaultValueEmpty { .. } => "write the address behind the `=`".into(),
            Self::VaultKeyTwice { .. } => "keep one of the two".into(),
            Self::ConfigHosts => "name one host".into(),
            Self::RootCertificatesMissing { .. } => {
                "name the file with `sslrootcert`, or take the operating system's roots with \
                 `sslrootcert=system`"
                    .into()
            }
            Self::SystemRootsMissing => {
                "install the operating system's `ca-certificates`, or name a file with \
                 `sslrootcert`"
                    .into()
            }
            Self::CertificateFile { .. } | Self::CertificateFileEmpty { .. } => {
                "it must hold `-----BEGIN …-----` blocks".into()
            }
            Self::ClientCertificate { .. } => {
                "see that the key belongs to the certificate and is not encrypted".into()
            }
            Self::Connect { hint, .. } => hint.clone(),
            Self::Log { .. } => "see that the folder exists and that the disk has room".into(),
            Self::LogIsVault { .. } => "name another file with `--log`".into(),
            Self::Statement { .. } => "see what the server or its pooler logged".into(),
            Self::TlsSetUp(_) | Self::Pool(_) | Self::Document(_) | Self::Runtime(_) => {
                return None;
            }
        })
    }
}
