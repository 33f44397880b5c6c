//! A database address, read with libpq's rules and never changed.

mod build;
#[cfg(test)]
mod cases;
mod error;
mod keyword;
mod parameter;
mod show;
mod uri;

use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::config::{ChannelBinding, SslNegotiation, TargetSessionAttrs};

pub use error::DsnError;

use crate::{Secret, SslMode};

/// The port that libpq takes when none is named.
pub(crate) const DEFAULT_PORT: u16 = 5432;

/// Where a server listens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Host {
    /// A name that is still to be resolved.
    Name(String),
    /// An address.
    Address(IpAddr),
    /// The directory of a Unix socket.
    Socket(PathBuf),
}

/// Where root certificates come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Roots {
    /// `~/.postgresql/root.crt`, if it exists.
    Default,
    /// The operating system's.
    System,
    /// A PEM file.
    File(PathBuf),
}

/// A version of TLS that libpq can ask for and rustls can speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TlsVersion {
    V12,
    V13,
}

/// What an address says about TLS.
#[derive(Debug, Clone)]
pub(crate) struct TlsOptions {
    pub(crate) mode: SslMode,
    pub(crate) roots: Roots,
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) key: Option<PathBuf>,
    pub(crate) server_name_indication: bool,
    pub(crate) negotiation: SslNegotiation,
    pub(crate) lowest: TlsVersion,
    pub(crate) highest: TlsVersion,
    pub(crate) channel_binding: ChannelBinding,
}

/// What an address says about the TCP connection.
#[derive(Debug, Clone)]
pub(crate) struct TcpOptions {
    /// `None` waits for ever.
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) keepalives: bool,
    pub(crate) idle: Option<Duration>,
    pub(crate) interval: Option<Duration>,
    pub(crate) count: Option<u32>,
    pub(crate) user_timeout: Option<Duration>,
}

/// A database address: `postgresql://…` or `host=… user=…`.
///
/// `Display` and `Debug` show it as `postgres://user:***@host:port/database`;
/// values that might hold a secret are left out.
#[derive(Clone)]
pub struct Dsn {
    pub(crate) host: Host,
    pub(crate) dial: Option<IpAddr>,
    pub(crate) port: u16,
    pub(crate) user: String,
    pub(crate) password: Option<Secret>,
    pub(crate) database: String,
    pub(crate) options: Option<String>,
    pub(crate) application_name: Option<String>,
    pub(crate) session_attrs: TargetSessionAttrs,
    pub(crate) tls: TlsOptions,
    pub(crate) tcp: TcpOptions,
    pub(crate) passed_over: Vec<&'static str>,
}

impl Dsn {
    /// Returns where the server listens.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the role that is asked for.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// Returns the database that is asked for.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Returns how much TLS is asked for.
    pub fn ssl_mode(&self) -> SslMode {
        self.tls.mode
    }

    /// Returns whether a password was given.
    pub fn has_password(&self) -> bool {
        self.password.is_some()
    }

    /// Returns the parameters of other client libraries that were passed over.
    pub fn passed_over(&self) -> &[&'static str] {
        &self.passed_over
    }
}

impl FromStr for Dsn {
    type Err = DsnError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Err(DsnError::Empty);
        }
        if text.contains('\0') {
            return Err(DsnError::Nul);
        }
        let url = ["postgresql://", "postgres://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        if let Some(rest) = url {
            let parts = uri::parse(rest)?;
            return build::build(parts.settings, parts.names_are_safe);
        }
        if ["http://", "https://"]
            .iter()
            .any(|scheme| text.starts_with(scheme))
        {
            return Err(DsnError::Http);
        }
        let scheme = text.split_once("://").is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme
                    .chars()
                    .all(|it| it.is_ascii_alphanumeric() || it == '+')
        });
        if scheme || !text.contains('=') {
            return Err(DsnError::Form);
        }
        build::build(keyword::parse(text)?, true)
    }
}
