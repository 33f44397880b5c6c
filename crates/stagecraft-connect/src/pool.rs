//! A pool of connections that is safe behind a transaction pooler.

use deadpool_postgres::{Connect, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::task::JoinHandle;
use tokio_postgres::config::SslMode as Encryption;
use tokio_postgres::{Client, Config};

use crate::dial::Failed;
use crate::tls::TlsConnector;
use crate::{Dsn, Error, Resolver, dial};

/// Connects for the pool as [`crate::Target::connect`] does.
struct Dialer {
    dsn: Dsn,
    resolver: Resolver,
    tls: TlsConnector,
}

impl Connect for Dialer {
    fn connect(
        &self,
        _config: &Config,
    ) -> BoxFuture<'_, Result<(Client, JoinHandle<()>), tokio_postgres::Error>> {
        async move {
            match dial::dial(&self.dsn, &self.resolver, &self.tls).await {
                Ok(dialed) => Ok(dialed.start().into_parts()),
                Err(Failed {
                    driver: Some(error),
                    ..
                }) => Err(error),
                // The pool's error can only be the driver's, and only the
                // driver can make one: let it meet the same obstacle.
                Err(_) => {
                    let encryption = match self.dsn.tls.mode {
                        crate::SslMode::Disable | crate::SslMode::Allow => Encryption::Disable,
                        crate::SslMode::Prefer => Encryption::Prefer,
                        _ => Encryption::Require,
                    };
                    let config = dial::config(&self.dsn, self.dsn.dial, encryption);
                    let (client, connection) = config.connect(self.tls.fresh()).await?;
                    let driver = tokio::spawn(async move { drop(connection.await) });
                    Ok((client, driver))
                }
            }
        }
        .boxed()
    }
}

/// Returns a pool of at most `size` connections, made when they are needed.
///
/// A connection is tried with an empty query before it is used again, because
/// poolers hang up on idle clients; nothing is reset, because behind a
/// transaction pooler a reset meets another backend than the one that was
/// used. Users must set nothing for a session and name no statement.
pub(crate) fn pool(
    dsn: &Dsn,
    resolver: &Resolver,
    tls: TlsConnector,
    size: usize,
) -> Result<Pool, Error> {
    let limit = dsn.tcp.connect_timeout;
    let dialer = Dialer {
        dsn: dsn.clone(),
        resolver: resolver.clone(),
        tls,
    };
    let config = dial::config(dsn, dsn.dial, Encryption::Prefer);
    let manager = Manager::from_connect(
        config,
        dialer,
        ManagerConfig {
            recycling_method: RecyclingMethod::Verified,
        },
    );
    Pool::builder(manager)
        .max_size(size.max(1))
        .runtime(Runtime::Tokio1)
        .create_timeout(limit.map(|it| it * 2))
        .recycle_timeout(limit)
        .build()
        .map_err(Error::Pool)
}
