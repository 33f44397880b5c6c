//! The way to a database: vault files, addresses, TLS, connections, and the
//! proof of what is at the other end.
//!
//! - [`TargetArgs`] finds out which database is meant (`--vault`, `--url`, the
//!   environment) and gives a [`Target`].
//! - [`Target::connect`] makes a [`Session`], [`Target::pool`] a pool.
//! - [`prove`] observes the way there: addresses, TLS, server, clock, round
//!   trip, and whether a pooler stands in between and of which mode.
//!
//! An address is never changed: what `libpq` would make of it is made of it
//! here, but for the order of addresses, where IPv4 goes first. `PGHOST`,
//! `PGPASSWORD` and their kin, `~/.pgpass` and service files are not read: a
//! target is spelled out.
//!
//! Behind a transaction pooler every transaction may meet another backend.
//! What uses a session of this crate names no statement
//! (`query_typed`, `simple_query`), sets nothing beyond a transaction and
//! locks nothing beyond it.
//!
//! **Invariant:** no secret leaves this crate: not in a value that can be
//! shown, an error, a document or a log line.
//!
//! **Invariant:** what is in this crate knows nothing of projects, plans and
//! bundles.

mod advice;
mod args;
pub mod content;
mod dial;
mod dsn;
mod error;
mod failure;
mod log;
mod pipeline;
mod pool;
mod proof;
mod resolve;
mod secret;
mod session;
pub mod snapshot;
mod ssl_mode;
mod target;
mod target_args;
mod tls;
pub mod vault;

pub use args::{ConnectCommand, DsnArgs, ProveArgs};
pub use deadpool_postgres::Pool;
pub use dsn::{Dsn, DsnError, Host};
pub use error::Error;
pub use failure::ConnectFailure;
pub use pipeline::in_order;
pub use proof::{
    AddressFamily, ClockDocument, PoolerDocument, PoolerMode, PoolerProof, ProofOptions,
    RoundTripDocument, RouteDocument, SCHEMA, ServerDocument, prove,
};
pub use resolve::{Addresses, Resolver};
pub use secret::Secret;
pub use session::{Dialed, Peer, Route, Session};
pub use ssl_mode::SslMode;
pub use target::{Origin, Target, TargetDocument};
pub use target_args::{TargetArgs, VARIABLES};
pub use tls::{CertificateDocument, Handshake, TlsConnector, TlsError, TlsStream, Verification};
