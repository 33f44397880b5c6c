//! Makes a connection: addresses in order, `sslmode` as libpq means it, and a
//! time limit over all of it.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::SslMode as Encryption;

use crate::tls::TlsConnector;
use crate::{Addresses, ConnectFailure, Dialed, Dsn, Host, Peer, Resolver, Route, SslMode};

/// Why there is no connection, and the driver's own error if it made one.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) failure: ConnectFailure,
    pub(crate) driver: Option<tokio_postgres::Error>,
}

impl From<ConnectFailure> for Failed {
    fn from(failure: ConnectFailure) -> Self {
        Self {
            failure,
            driver: None,
        }
    }
}

/// Connects to `dsn`; the failure is that of the first address.
pub(crate) async fn dial(
    dsn: &Dsn,
    resolver: &Resolver,
    tls: &TlsConnector,
) -> Result<Dialed, Failed> {
    if let Host::Socket(directory) = &dsn.host {
        let peer = Peer::Socket(directory.join(format!(".s.PGSQL.{}", dsn.port)));
        // libpq ignores `sslmode` on a Unix socket.
        return attempt(
            dsn,
            None,
            Encryption::Disable,
            tls,
            peer,
            Addresses::default(),
        )
        .await;
    }
    let (addresses, order) = addresses(dsn, resolver).await?;
    let only_ipv6 = !order.is_empty() && order.iter().all(IpAddr::is_ipv6);
    let mut first_failure = None;
    for address in order {
        match encrypted_or_not(dsn, address, tls, &addresses).await {
            Ok(dialed) => return Ok(dialed),
            Err(failed) if failed.failure.is_about_the_address() => {
                first_failure.get_or_insert(failed);
            }
            Err(failed) => return Err(failed),
        }
    }
    let Some(mut failed) = first_failure else {
        return Err(ConnectFailure::NoAddress.into());
    };
    if only_ipv6 && matches!(dsn.host, Host::Name(_)) {
        failed.failure = failed.failure.of_ipv6_alone();
    }
    Err(failed)
}

/// Returns what the name resolves to, and what to dial.
async fn addresses(
    dsn: &Dsn,
    resolver: &Resolver,
) -> Result<(Addresses, Vec<IpAddr>), ConnectFailure> {
    if let Some(address) = dsn.dial {
        return Ok((Addresses::default(), vec![address]));
    }
    match &dsn.host {
        Host::Name(name) => {
            let found = resolver
                .look_up(name, dsn.port)
                .await
                .map_err(ConnectFailure::HostUnknown)?;
            let order = found.in_order().collect();
            Ok((found, order))
        }
        Host::Address(address) => Ok((Addresses::default(), vec![*address])),
        Host::Socket(_) => Ok((Addresses::default(), Vec::new())),
    }
}

/// Tries with and without TLS, in the order that `sslmode` says.
async fn encrypted_or_not(
    dsn: &Dsn,
    address: IpAddr,
    tls: &TlsConnector,
    addresses: &Addresses,
) -> Result<Dialed, Failed> {
    let peer = Peer::Tcp(SocketAddr::new(address, dsn.port));
    let once = |encryption| {
        let (peer, addresses) = (peer.clone(), addresses.clone());
        attempt(dsn, Some(address), encryption, tls, peer, addresses)
    };
    let (first, second) = match dsn.tls.mode {
        SslMode::Disable => (Encryption::Disable, None),
        SslMode::Allow => (Encryption::Disable, Some(Encryption::Require)),
        SslMode::Prefer => (Encryption::Prefer, Some(Encryption::Disable)),
        SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull => (Encryption::Require, None),
    };
    let failed = match once(first).await {
        Err(failed) if failed.failure.may_be_about_encryption() => failed,
        done => return done,
    };
    let Some(second) = second else {
        return Err(failed);
    };
    match once(second).await {
        // The other way was no better: what the first one said counts.
        Err(other) if other.failure.may_be_about_encryption() => Err(failed),
        done => done,
    }
}

async fn attempt(
    dsn: &Dsn,
    address: Option<IpAddr>,
    encryption: Encryption,
    tls: &TlsConnector,
    peer: Peer,
    addresses: Addresses,
) -> Result<Dialed, Failed> {
    let tls = tls.fresh();
    let config = config(dsn, address, encryption);
    let limit = dsn.tcp.connect_timeout;
    let connecting = config.connect(tls.clone());
    let connected = match limit {
        None => connecting.await,
        Some(limit) => match tokio::time::timeout(limit, connecting).await {
            Ok(connected) => connected,
            Err(_) => return Err(timed_out(&peer, limit, tls.progress().reached).into()),
        },
    };
    match connected {
        Ok((client, connection)) => Ok(Dialed {
            client,
            connection,
            route: Route {
                addresses,
                peer,
                tls: tls.progress().handshake,
            },
            tls,
        }),
        Err(error) => Err(Failed {
            failure: ConnectFailure::sort(
                &error,
                &peer.to_string(),
                &dsn.host.to_string(),
                tls.progress().reached,
            ),
            driver: Some(error),
        }),
    }
}

fn timed_out(peer: &Peer, limit: Duration, reached: bool) -> ConnectFailure {
    let (peer, seconds) = (peer.to_string(), limit.as_secs());
    if reached {
        ConnectFailure::Silent { peer, seconds }
    } else {
        ConnectFailure::NoAnswer { peer, seconds }
    }
}

/// The driver's configuration for one attempt at one address.
pub(crate) fn config(dsn: &Dsn, address: Option<IpAddr>, encryption: Encryption) -> Config {
    let mut config = Config::new();
    match &dsn.host {
        Host::Name(name) => config.host(name),
        Host::Address(address) => config.host(address.to_string()),
        Host::Socket(directory) => config.host_path(directory),
    };
    if let Some(address) = address {
        config.hostaddr(address);
    }
    config
        .port(dsn.port)
        .user(&dsn.user)
        .dbname(&dsn.database)
        .ssl_mode(encryption)
        .ssl_negotiation(dsn.tls.negotiation)
        .channel_binding(dsn.tls.channel_binding)
        .target_session_attrs(dsn.session_attrs)
        .keepalives(dsn.tcp.keepalives)
        .application_name(dsn.application_name.as_deref().unwrap_or("stagecraft"));
    if let Some(password) = &dsn.password {
        config.password(password.bytes());
    }
    if let Some(options) = &dsn.options {
        config.options(options);
    }
    if let Some(idle) = dsn.tcp.idle {
        config.keepalives_idle(idle);
    }
    if let Some(interval) = dsn.tcp.interval {
        config.keepalives_interval(interval);
    }
    if let Some(count) = dsn.tcp.count {
        config.keepalives_retries(count);
    }
    if let Some(timeout) = dsn.tcp.user_timeout {
        config.tcp_user_timeout(timeout);
    }
    config
}
