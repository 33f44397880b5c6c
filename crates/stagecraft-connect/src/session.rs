//! One connection: how it was made, and the client that uses it.

use std::net::SocketAddr;
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

use tokio::task::JoinHandle;
use tokio_postgres::{Client, Connection, Socket};

use crate::{Addresses, Handshake, TlsConnector, TlsStream};

/// The other end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Peer {
    /// A TCP address.
    Tcp(SocketAddr),
    /// The file of a Unix socket.
    Socket(PathBuf),
}

impl std::fmt::Display for Peer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(formatter),
            Self::Socket(file) => file.display().fmt(formatter),
        }
    }
}

/// How a connection was made.
#[derive(Debug, Clone)]
pub struct Route {
    /// What the host's name resolved to; empty for an address or a socket.
    pub addresses: Addresses,
    /// What was dialled.
    pub peer: Peer,
    /// What TLS agreed on; `None` without TLS.
    pub tls: Option<Handshake>,
}

/// A connection that nobody drives yet, for those who want its notices.
pub struct Dialed {
    /// Sends statements.
    pub client: Client,
    /// Must be polled for the client to get answers.
    pub connection: Connection<Socket, TlsStream>,
    /// For the separate connection that cancels a statement.
    pub tls: TlsConnector,
    /// How the connection was made.
    pub route: Route,
}

impl Dialed {
    /// Drives the connection in the background until the client is dropped.
    pub fn start(self) -> Session {
        let Self {
            client,
            connection,
            tls,
            route,
        } = self;
        let driver = tokio::spawn(async move {
            // The client's next statement reports why the connection ended.
            drop(connection.await);
        });
        Session {
            client,
            driver,
            tls,
            route,
        }
    }
}

/// A session with a server; dereferences to the driver's client.
pub struct Session {
    client: Client,
    driver: JoinHandle<()>,
    tls: TlsConnector,
    route: Route,
}

impl Session {
    /// Returns how the connection was made.
    pub fn route(&self) -> &Route {
        &self.route
    }

    /// Asks the server to cancel what it is doing for this session; that it
    /// does is not certain.
    pub async fn cancel(&self) {
        let token = self.client.cancel_token();
        drop(token.cancel_query(self.tls.fresh()).await);
    }

    /// Ends the session and waits until the server has been told.
    pub async fn close(self) {
        let Self { client, driver, .. } = self;
        drop(client);
        drop(driver.await);
    }

    /// Cuts the connection without waiting for an answer that may never come.
    pub(crate) fn abandon(self) {
        self.driver.abort();
    }

    /// Takes the driver's client and the task that drives it.
    pub(crate) fn into_parts(self) -> (Client, JoinHandle<()>) {
        (self.client, self.driver)
    }
}

impl Deref for Session {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut Client {
        &mut self.client
    }
}
