//! A connection whose notices are kept and whose statements can be cancelled.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{AsyncMessage, Client, Connection, Socket};

/// More notices of one file than this are counted, not kept.
const MOST_NOTICES: usize = 200;

type Cancel = Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// Cancels what a session is doing, while somebody else waits for it.
#[derive(Clone)]
pub struct Canceller(Cancel);

impl Canceller {
    /// Asks the server to cancel what it is doing for the session.
    pub async fn cancel(&self) {
        (self.0)().await;
    }
}

/// A connection whose notices are kept and whose statements can be cancelled.
pub struct Session {
    client: Client,
    notices: Arc<Mutex<VecDeque<String>>>,
    cancel: Cancel,
}

impl Session {
    /// Drives `connection` in the background until the client is dropped.
    /// `tls` is used for the separate connection that cancels a statement.
    pub fn start<S, T, M>(client: Client, mut connection: Connection<S, T>, tls: M) -> Self
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        T: tokio_postgres::tls::TlsStream + Unpin + Send + 'static,
        M: MakeTlsConnect<Socket> + Clone + Send + Sync + 'static,
        M::Stream: Send,
        M::TlsConnect: Send,
        <M::TlsConnect as tokio_postgres::tls::TlsConnect<Socket>>::Future: Send,
    {
        let notices = Arc::new(Mutex::new(VecDeque::new()));
        let kept = Arc::clone(&notices);
        tokio::spawn(async move {
            let mut messages = stream::poll_fn(move |context| connection.poll_message(context));
            while let Some(Ok(message)) = messages.next().await {
                if let AsyncMessage::Notice(notice) = message {
                    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                    if kept.len() <= MOST_NOTICES {
                        kept.push_back(format!("{}: {}", notice.severity(), notice.message()));
                    }
                }
            }
        });
        let token = client.cancel_token();
        Self {
            client,
            notices,
            cancel: Arc::new(move || {
                let (token, tls) = (token.clone(), tls.clone());
                Box::pin(async move {
                    drop(token.cancel_query(tls).await);
                })
            }),
        }
    }

    /// Connects to a server that needs no TLS, such as a sandbox.
    pub async fn connect_plain(
        config: &tokio_postgres::Config,
    ) -> Result<Self, tokio_postgres::Error> {
        let (client, connection) = config.connect(tokio_postgres::NoTls).await?;
        Ok(Self::start(client, connection, tokio_postgres::NoTls))
    }

    /// Returns the driver's client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Asks the server to cancel what it is doing for this session.
    pub async fn cancel(&self) {
        (self.cancel)().await;
    }

    /// Returns what cancels the session's statement from elsewhere.
    pub fn canceller(&self) -> Canceller {
        Canceller(Arc::clone(&self.cancel))
    }

    /// Returns what the server said since the last call.
    pub fn take_notices(&self) -> Vec<String> {
        let mut kept = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        let mut notices: Vec<_> = kept.drain(..).collect();
        if notices.len() > MOST_NOTICES {
            notices.truncate(MOST_NOTICES);
            notices.push(format!("further notices are left out after {MOST_NOTICES}"));
        }
        notices
    }
}
