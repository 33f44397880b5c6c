//! Between the driver and rustls: makes the handshake and remembers it.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Socket;
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect};

use super::{CertificateDocument, Verification, certificate};

/// What was agreed on in a TLS handshake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handshake {
    /// For example `TLSv1.3`.
    pub version: String,
    /// For example `TLS13_AES_256_GCM_SHA384`.
    pub cipher: String,
    /// What was checked of the certificate.
    pub verification: Verification,
    /// The server's certificate, if it could be read.
    pub certificate: Option<CertificateDocument>,
}

/// How far an attempt to connect came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    /// The socket was connected.
    pub(crate) reached: bool,
    /// The handshake, once it is made.
    pub(crate) handshake: Option<Handshake>,
}

/// Why there is no TLS stream.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// No certificate could name such a host.
    #[error("the host's name cannot stand in a certificate")]
    Name,
    /// rustls or the socket failed.
    #[error("the handshake failed")]
    Handshake(#[source] io::Error),
}

/// Makes TLS connections for the driver; clones share what they saw.
#[derive(Debug, Clone)]
pub struct TlsConnector {
    config: Arc<ClientConfig>,
    verification: Verification,
    progress: Arc<Mutex<Progress>>,
}

impl TlsConnector {
    pub(super) fn new(config: Arc<ClientConfig>, verification: Verification) -> Self {
        Self {
            config,
            verification,
            progress: Arc::default(),
        }
    }

    /// Returns a connector for another connection, which has seen nothing.
    pub(crate) fn fresh(&self) -> Self {
        Self::new(Arc::clone(&self.config), self.verification)
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn note(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl MakeTlsConnect<Socket> for TlsConnector {
    type Stream = TlsStream;
    type TlsConnect = HostConnector;
    type Error = TlsError;

    // The driver asks for this when the socket is connected.
    fn make_tls_connect(&mut self, host: &str) -> Result<HostConnector, TlsError> {
        self.note(|it| it.reached = true);
        Ok(HostConnector {
            connector: self.clone(),
            host: host.to_owned(),
        })
    }
}

/// Makes one TLS connection to one host.
#[derive(Debug)]
pub struct HostConnector {
    connector: TlsConnector,
    host: String,
}

impl TlsConnect<Socket> for HostConnector {
    type Stream = TlsStream;
    type Error = TlsError;
    type Future = BoxFuture<'static, Result<TlsStream, TlsError>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move {
            let name = ServerName::try_from(self.host).map_err(|_| TlsError::Name)?;
            let stream = tokio_rustls::TlsConnector::from(Arc::clone(&self.connector.config))
                .connect(name, socket)
                .await
                .map_err(TlsError::Handshake)?;
            let stream = TlsStream(stream);
            let handshake = stream.handshake(self.connector.verification);
            self.connector.note(|it| it.handshake = Some(handshake));
            Ok(stream)
        })
    }
}

/// A TLS connection to a server.
#[derive(Debug)]
pub struct TlsStream(tokio_rustls::client::TlsStream<Socket>);

impl TlsStream {
    fn peer_certificate(&self) -> Option<&[u8]> {
        let (_, session) = self.0.get_ref();
        session.peer_certificates()?.first().map(AsRef::as_ref)
    }

    fn handshake(&self, verification: Verification) -> Handshake {
        let (_, session) = self.0.get_ref();
        let version = match session.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_3) => "TLSv1.3".to_owned(),
            Some(rustls::ProtocolVersion::TLSv1_2) => "TLSv1.2".to_owned(),
            other => format!("{other:?}"),
        };
        let cipher = session
            .negotiated_cipher_suite()
            .and_then(|it| it.suite().as_str())
            .unwrap_or("unknown");
        Handshake {
            version,
            cipher: cipher.to_owned(),
            verification,
            certificate: self.peer_certificate().and_then(certificate::describe),
        }
    }
}

impl tokio_postgres::tls::TlsStream for TlsStream {
    fn channel_binding(&self) -> ChannelBinding {
        self.peer_certificate()
            .and_then(certificate::end_point_binding)
            .map_or_else(ChannelBinding::none, ChannelBinding::tls_server_end_point)
    }
}

impl AsyncRead for TlsStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for TlsStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
