//! What a proof says, as a document, and what a person should know of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Finding, Severity, Verdict};

use super::ProofOptions;
use crate::{Addresses, Handshake, Host, Peer, Route, Target, TargetDocument, Verification};

/// The schema of a document whose body is a [`PoolerProof`].
pub const SCHEMA: &str = "stagecraft.target/1";

/// What was seen of a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PoolerProof {
    /// Which database was meant.
    pub target: TargetDocument,
    /// How it was reached.
    pub route: RouteDocument,
    /// What TLS agreed on; absent without TLS.
    pub tls: Option<Handshake>,
    /// What answered.
    pub server: ServerDocument,
    /// How the server's clock differs from this machine's.
    pub clock: ClockDocument,
    /// How long an answer takes.
    pub round_trip: RoundTripDocument,
    /// What stands in between.
    pub pooler: PoolerDocument,
    /// What a person should know.
    pub findings: Vec<Finding>,
}

impl PoolerProof {
    /// Returns whether everything that was asked for was seen to hold.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(&self.findings)
    }
}

/// The family of the address that was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressFamily {
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// A Unix socket.
    Unix,
}

impl std::fmt::Display for AddressFamily {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Ipv4 => "IPv4",
            Self::Ipv6 => "IPv6",
            Self::Unix => "Unix socket",
        })
    }
}

/// How a target was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteDocument {
    /// What the host's name resolved to: its A and AAAA records. Empty when
    /// the host is an address or a socket.
    pub resolved: Addresses,
    /// What was dialled: an address and port, or a socket's file.
    pub dialled: String,
    /// The family of what was dialled.
    pub family: AddressFamily,
}

impl RouteDocument {
    pub(super) fn new(route: &Route) -> Self {
        Self {
            resolved: route.addresses.clone(),
            dialled: route.peer.to_string(),
            family: match &route.peer {
                Peer::Tcp(address) if address.is_ipv4() => AddressFamily::Ipv4,
                Peer::Tcp(_) => AddressFamily::Ipv6,
                Peer::Socket(_) => AddressFamily::Unix,
            },
        }
    }
}

/// What answered, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerDocument {
    /// `server_version`, for example `15.8`.
    pub version: String,
    /// `server_version_num`, for example `150008`.
    pub version_number: u32,
    /// `current_database()`.
    pub database: String,
    /// `current_user`.
    pub role: String,
    /// `session_user`: who logged in.
    pub login: String,
    /// `inet_server_addr()`; absent when the server was reached by a socket.
    pub address: Option<String>,
    /// `inet_server_port()`; absent when the server was reached by a socket.
    pub port: Option<u16>,
    /// `pg_is_in_recovery()`: a replica.
    pub in_recovery: bool,
}

/// How the server's clock differs from this machine's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClockDocument {
    /// When the server was asked, by this machine's clock.
    pub asked_at: Timestamp,
    /// The server's clock minus this machine's, in milliseconds.
    pub skew_ms: f64,
    /// Half the round trip of the quickest answer: the skew may be off by so
    /// much.
    pub uncertainty_ms: f64,
}

/// How long the answer to a small query takes, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RoundTripDocument {
    /// How many were measured.
    pub n: usize,
    /// The quickest.
    pub min_ms: f64,
    /// Half of them took at most so long.
    pub p50_ms: f64,
    /// Of twenty, nineteen took at most so long.
    pub p95_ms: f64,
}

/// What a session is to the pooler in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolerMode {
    /// No pooler: every session has a backend that was made for it.
    Direct,
    /// A session has one backend to itself, and leaves it to the next.
    Session,
    /// Every transaction may have another backend.
    Transaction,
    /// Every statement may have another backend; there are no transactions.
    Statement,
}

impl std::fmt::Display for PoolerMode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Direct => "direct",
            Self::Session => "session",
            Self::Transaction => "transaction",
            Self::Statement => "statement",
        })
    }
}

/// What stands in between, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolerDocument {
    /// The mode.
    pub mode: PoolerMode,
    /// What was seen, one sentence each; the last one decided.
    pub evidence: Vec<String>,
}

/// Returns what a person should know of the proof.
pub(super) fn findings(
    target: &Target,
    proof: &PoolerProof,
    options: ProofOptions,
) -> Vec<Finding> {
    let subject = &proof.target.host;
    let mut findings = Vec::new();
    if proof.route.family != AddressFamily::Ipv4 {
        let severity = match (options.require_ipv4, proof.route.family) {
            (true, _) => Severity::Error,
            (false, AddressFamily::Unix) => Severity::Note,
            (false, _) => Severity::Warning,
        };
        findings.push(
            Finding::new(
                "not-by-ipv4",
                severity,
                subject,
                format!(
                    "the server was reached by {} ({}), not by an IPv4 address",
                    proof.route.family, proof.route.dialled
                ),
            )
            .why("Networks without IPv6, such as most CI runners, do not get there.")
            .help("name a host with an IPv4 address, such as Supabase's pooler"),
        );
    }
    findings.extend(tls_finding(target, proof));
    findings.extend(mode_finding(proof));
    let skew = proof.clock.skew_ms.abs() - proof.clock.uncertainty_ms;
    if skew > 1000.0 {
        findings.push(
            Finding::new(
                "clock-skew",
                Severity::Warning,
                subject,
                format!("the server's clock differs by {:.1} s", skew / 1000.0),
            )
            .why("Times in logs of both machines cannot be compared.")
            .help("see that this machine's clock is synchronised"),
        );
    }
    if !proof.target.passed_over.is_empty() {
        findings.push(Finding::new(
            "parameters-passed-over",
            Severity::Note,
            subject,
            format!(
                "parameters of other client libraries change nothing here: {}",
                proof.target.passed_over.join(", ")
            ),
        ));
    }
    findings
}

fn tls_finding(target: &Target, proof: &PoolerProof) -> Option<Finding> {
    let subject = &proof.target.host;
    let is_local = match target.dsn().host() {
        Host::Socket(_) => true,
        Host::Name(name) => name == "localhost",
        Host::Address(address) => address.is_loopback(),
    };
    match &proof.tls {
        None if !is_local => Some(
            Finding::new(
                "no-encryption",
                Severity::Warning,
                subject,
                "the connection is not encrypted",
            )
            .why("Whoever sits in between reads every row.")
            .help("turn TLS on at the server and ask for `sslmode=verify-full`"),
        ),
        Some(tls) if tls.verification == Verification::None => Some(
            Finding::new(
                "server-not-verified",
                Severity::Note,
                subject,
                format!(
                    "`sslmode={}` encrypts without checking who answers",
                    proof.target.ssl_mode
                ),
            )
            .help("`sslmode=verify-full&sslrootcert=FILE` checks it"),
        ),
        _ => None,
    }
}

fn mode_finding(proof: &PoolerProof) -> Option<Finding> {
    let subject = &proof.target.host;
    match proof.pooler.mode {
        PoolerMode::Transaction => Some(
            Finding::new(
                "transaction-pooler",
                Severity::Note,
                subject,
                "a transaction pooler is in between",
            )
            .why(
                "Session settings, session locks, LISTEN, temporary tables and named prepared \
                 statements do not last beyond a transaction.",
            ),
        ),
        PoolerMode::Statement => Some(
            Finding::new(
                "statement-pooler",
                Severity::Error,
                subject,
                "a statement pooler is in between: there are no transactions",
            )
            .help("set `pool_mode` to `transaction` or `session`"),
        ),
        PoolerMode::Direct | PoolerMode::Session => None,
    }
}
