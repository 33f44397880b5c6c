//! A database that was spelled out: where, who, and how it was named.

use std::path::PathBuf;

use deadpool_postgres::Pool;
use serde::{Deserialize, Serialize};
use stagecraft_model::Finding;
use tokio_postgres::Config;
use tokio_postgres::config as driver;

use crate::tls::{self, TlsConnector};
use crate::{Dialed, Dsn, Error, Resolver, Secret, Session, SslMode, advice, dial, pool};

/// How a target was named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// On the command line.
    Argument,
    /// By an environment variable.
    Environment {
        /// Its name.
        variable: String,
    },
    /// By a vault file.
    Vault {
        /// As it was given.
        file: String,
        /// The key in the file.
        key: String,
        /// The line of the key, from 1.
        line: usize,
    },
    /// By the program itself, such as a sandbox.
    Program,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Argument => formatter.write_str("`--url`"),
            Self::Environment { variable } => write!(formatter, "`${variable}`"),
            Self::Vault { file, key, line } => write!(formatter, "{file}:{line} `{key}`"),
            Self::Program => formatter.write_str("this program"),
        }
    }
}

/// A database that was spelled out; never shows its secret.
#[derive(Debug, Clone)]
pub struct Target {
    dsn: Dsn,
    origin: Origin,
    findings: Vec<Finding>,
    home: Option<PathBuf>,
    resolver: Resolver,
}

/// A target as a document tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetDocument {
    /// How the target was named.
    pub origin: Origin,
    /// The address without its secret.
    pub address: String,
    /// The host's name, its address or its socket's directory.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The role that is asked for.
    pub user: String,
    /// The database that is asked for.
    pub database: String,
    /// libpq's `sslmode`.
    pub ssl_mode: SslMode,
    /// Whether the address holds a password.
    pub has_password: bool,
    /// Parameters of other client libraries, which change nothing here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<String>,
}

impl Target {
    /// Returns the target at `dsn`, which was named by `origin`.
    pub fn new(dsn: Dsn, origin: Origin) -> Self {
        Self {
            dsn,
            origin,
            findings: Vec::new(),
            home: None,
            resolver: Resolver::System,
        }
    }

    /// Returns the target of a driver's configuration with one host, such as
    /// a sandbox's.
    pub fn from_config(config: &Config) -> Result<Self, Error> {
        let host = match config.get_hosts() {
            [driver::Host::Unix(directory)] => directory.to_string_lossy().into_owned(),
            [driver::Host::Tcp(name)] => name.clone(),
            _ => return Err(Error::ConfigHosts),
        };
        let mode = match config.get_ssl_mode() {
            driver::SslMode::Disable => SslMode::Disable,
            driver::SslMode::Require => SslMode::Require,
            _ => SslMode::Prefer,
        };
        let mut settings = vec![format!("host={} sslmode={mode}", quoted(&host))];
        let mut add = |name: &str, value: Option<String>| {
            settings.extend(value.map(|value| format!("{name}={}", quoted(&value))));
        };
        add("user", config.get_user().map(str::to_owned));
        add("dbname", config.get_dbname().map(str::to_owned));
        add("port", config.get_ports().first().map(u16::to_string));
        add(
            "hostaddr",
            config.get_hostaddrs().first().map(ToString::to_string),
        );
        add("options", config.get_options().map(str::to_owned));
        add(
            "application_name",
            config.get_application_name().map(str::to_owned),
        );
        let mut dsn: Dsn = settings.join(" ").parse().map_err(|source| Error::Dsn {
            origin: Origin::Program,
            source,
        })?;
        dsn.password = config.get_password().map(Secret::new);
        if let Some(limit) = config.get_connect_timeout() {
            dsn.tcp.connect_timeout = Some(*limit);
        }
        Ok(Self::new(dsn, Origin::Program))
    }

    /// Adds what a person should know about how the target was named.
    #[must_use]
    pub fn with_findings(mut self, findings: Vec<Finding>) -> Self {
        self.findings.extend(findings);
        self
    }

    /// Takes libpq's default files from `home` (`~/.postgresql/root.crt`).
    #[must_use]
    pub fn with_home(mut self, home: Option<PathBuf>) -> Self {
        self.home = home;
        self
    }

    /// Takes the host's addresses from `resolver`.
    #[must_use]
    pub fn with_resolver(mut self, resolver: Resolver) -> Self {
        self.resolver = resolver;
        self
    }

    /// Returns the address.
    pub fn dsn(&self) -> &Dsn {
        &self.dsn
    }

    /// Returns how the target was named.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns what a person should know about how the target was named.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns what a document tells of the target; no secret is in it.
    pub fn describe(&self) -> TargetDocument {
        TargetDocument {
            origin: self.origin.clone(),
            address: self.dsn.to_string(),
            host: self.dsn.host.to_string(),
            port: self.dsn.port,
            user: self.dsn.user.clone(),
            database: self.dsn.database.clone(),
            ssl_mode: self.dsn.tls.mode,
            has_password: self.dsn.password.is_some(),
            passed_over: self
                .dsn
                .passed_over
                .iter()
                .map(|it| (*it).to_owned())
                .collect(),
        }
    }

    /// Connects, by IPv4 where the host has such an address.
    pub async fn connect(&self) -> Result<Session, Error> {
        Ok(self.dial().await?.start())
    }

    /// Connects and leaves the connection to be driven by the caller.
    pub async fn dial(&self) -> Result<Dialed, Error> {
        let tls = self.tls()?;
        dial::dial(&self.dsn, &self.resolver, &tls)
            .await
            .map_err(|failed| self.failed(failed.failure))
    }

    /// Returns a pool of at most `size` connections, which are made when they
    /// are needed; see the crate's page for what its users must not do.
    pub fn pool(&self, size: usize) -> Result<Pool, Error> {
        pool::pool(&self.dsn, &self.resolver, self.tls()?, size)
    }

    pub(crate) fn failed(&self, failure: crate::ConnectFailure) -> Error {
        Error::Connect {
            address: self.dsn.to_string(),
            hint: advice::advice(&self.dsn, &failure),
            source: Box::new(failure),
        }
    }

    fn tls(&self) -> Result<TlsConnector, Error> {
        tls::connector(&self.dsn.tls, self.home.as_deref())
    }
}

fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\\', r"\\").replace('\'', r"\'"))
}
