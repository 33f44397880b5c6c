//! Why a server could not be reached or would not have us, in one sentence.

use std::error::Error as StdError;
use std::io;

use rustls::CertificateError;

use crate::tls::TlsError;

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectFailure {
    /// The name does not resolve.
    #[error("the host is unknown")]
    HostUnknown(#[source] io::Error),
    /// The name resolves to nothing.
    #[error("the host has no address")]
    NoAddress,
    /// Nothing listens there.
    #[error("nothing listens at {peer}")]
    PortClosed {
        /// The address that was dialled.
        peer: String,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// There is no way there.
    #[error("{peer} could not be reached")]
    Unreachable {
        /// The address that was dialled.
        peer: String,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The only address is IPv6, and there is no way there.
    #[error("the host has only IPv6 addresses, and {peer} could not be reached")]
    OnlyIpv6 {
        /// The address that was dialled.
        peer: String,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The socket was never connected.
    #[error("{peer} did not answer within {seconds} s")]
    NoAnswer {
        /// The address that was dialled.
        peer: String,
        /// `connect_timeout`.
        seconds: u64,
    },
    /// The socket was connected and then nothing came.
    #[error("{peer} took the connection and then said nothing for {seconds} s")]
    Silent {
        /// The address that was dialled.
        peer: String,
        /// `connect_timeout`.
        seconds: u64,
    },
    /// The server has no TLS.
    #[error("the server does not offer TLS, and `sslmode` asks for it")]
    TlsRefused,
    /// The certificate is for another host.
    #[error(
        "the server's certificate is for {}, not for `{host}`",
        list(presented)
    )]
    CertificateForAnother {
        /// The host that was asked for.
        host: String,
        /// Whom the certificate names.
        presented: Vec<String>,
    },
    /// The certificate's time is over or has not come.
    #[error("the server's certificate is {}", if *expired { "expired" } else { "not valid yet" })]
    CertificateOutOfTime {
        /// Over, not still to come.
        expired: bool,
    },
    /// No root has signed the certificate.
    #[error("no trusted root has signed the server's certificate")]
    CertificateUntrusted,
    /// Anything else of the handshake.
    #[error("the TLS handshake failed")]
    TlsFailed(#[source] Box<dyn StdError + Send + Sync>),
    /// Something else than Postgres answers.
    #[error("what answers at {peer} does not speak PostgreSQL's protocol, or hung up: {said}")]
    NotPostgres {
        /// The address that was dialled.
        peer: String,
        /// What the driver said.
        said: String,
    },
    /// The server asks for a password and none was given.
    #[error("the server asks for a password and the address has none")]
    PasswordMissing,
    /// The server, or the pooler before it, says no.
    #[error("the server says: {message} (SQLSTATE {sqlstate})")]
    Rejected {
        /// Five characters.
        sqlstate: String,
        /// The server's own words.
        message: String,
    },
    /// The server's role is not the one asked for.
    #[error("the server is not {wanted}, as `target_session_attrs` asks")]
    WrongKind {
        /// `read-write` or `read-only`.
        wanted: &'static str,
    },
    /// Anything else.
    #[error("the connection failed: {said}")]
    Driver {
        /// What the driver said.
        said: String,
    },
}

fn list(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        names => names
            .iter()
            .map(|it| format!("`{it}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

impl ConnectFailure {
    /// Sorts an error of the driver; `peer` is what was dialled, `host` the
    /// name that a certificate must have.
    pub(crate) fn sort(
        error: &tokio_postgres::Error,
        peer: &str,
        host: &str,
        reached: bool,
    ) -> Self {
        if let Some(said) = error.as_db_error() {
            return Self::Rejected {
                sqlstate: said.code().code().to_owned(),
                message: said.message().to_owned(),
            };
        }
        if let Some(tls) = cause::<TlsError>(error) {
            return Self::of_tls(tls, host);
        }
        let text = chain(error);
        if text.contains("does not support TLS") {
            return Self::TlsRefused;
        }
        if text.contains("password missing") {
            return Self::PasswordMissing;
        }
        if text.contains("database does not allow writes") {
            return Self::WrongKind {
                wanted: "read-write",
            };
        }
        if text.contains("database is not read only") {
            return Self::WrongKind {
                wanted: "read-only",
            };
        }
        match cause::<io::Error>(error) {
            Some(io) if !reached => {
                let source = io::Error::new(io.kind(), io.to_string());
                let peer = peer.to_owned();
                match io.kind() {
                    io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound => {
                        Self::PortClosed { peer, source }
                    }
                    _ => Self::Unreachable { peer, source },
                }
            }
            _ if reached && !text.starts_with("authentication error") => Self::NotPostgres {
                peer: peer.to_owned(),
                said: text,
            },
            _ => Self::Driver { said: text },
        }
    }

    fn of_tls(error: &TlsError, host: &str) -> Self {
        let TlsError::Handshake(io) = error else {
            return Self::TlsFailed(error.to_string().into());
        };
        let rustls = io
            .get_ref()
            .and_then(|it| it.downcast_ref::<rustls::Error>());
        match rustls {
            Some(rustls::Error::InvalidCertificate(certificate)) => match certificate {
                CertificateError::NotValidForNameContext { presented, .. } => {
                    Self::CertificateForAnother {
                        host: host.to_owned(),
                        presented: presented.iter().map(|it| plain_name(it)).collect(),
                    }
                }
                CertificateError::NotValidForName => Self::CertificateForAnother {
                    host: host.to_owned(),
                    presented: Vec::new(),
                },
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                    Self::CertificateOutOfTime { expired: true }
                }
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                    Self::CertificateOutOfTime { expired: false }
                }
                CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                    Self::CertificateUntrusted
                }
                other => Self::TlsFailed(format!("the certificate was not taken: {other}").into()),
            },
            Some(other) => Self::TlsFailed(other.to_string().into()),
            None => Self::TlsFailed(io.to_string().into()),
        }
    }

    /// Says of an address that is out of reach that it is the host's only kind.
    pub(crate) fn of_ipv6_alone(self) -> Self {
        match self {
            Self::Unreachable { peer, source } => Self::OnlyIpv6 { peer, source },
            other => other,
        }
    }

    /// Returns whether another address of the same host may do better: nobody
    /// has answered at this one.
    pub(crate) fn is_about_the_address(&self) -> bool {
        matches!(
            self,
            Self::PortClosed { .. } | Self::Unreachable { .. } | Self::NoAnswer { .. }
        )
    }

    /// Returns whether libpq's `allow` and `prefer` try the other way of
    /// encryption after this: the server minds how, not who.
    pub(crate) fn may_be_about_encryption(&self) -> bool {
        match self {
            Self::Rejected { sqlstate, .. } => sqlstate == "28000" || sqlstate == "08P01",
            Self::TlsRefused
            | Self::TlsFailed(_)
            | Self::CertificateForAnother { .. }
            | Self::CertificateOutOfTime { .. }
            | Self::CertificateUntrusted => true,
            _ => false,
        }
    }
}

/// rustls shows a name as `DnsName("db.example.org")`.
fn plain_name(shown: &str) -> String {
    let inner = shown
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'))
        .unwrap_or(shown);
    inner.trim_matches('"').to_owned()
}

fn cause<'a, E: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut said = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        said.push(error.to_string());
        next = error.source();
    }
    said.join(": ")
}
