//! A Postgres that is told which certificate to show and whom to let in.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use stagecraft_sandbox::{Sandbox, SandboxConfig, stop_on_signals};
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, NoTls};

use super::certificates::Pair;

/// The role that tests connect as.
pub(crate) const ROLE: &str = "canary";

/// Its password: everything that a shell, a URL, dotenv and libpq's quoting
/// treat apart, but for the quote that ends a vault file's value.
pub(crate) const PASSWORD: &str = r#"zq@/:?#&%= $HOME${X}`"\zq+ü"#;

/// The password as a URL has it.
pub(crate) const ENCODED: &str =
    "zq%40%2F%3A%3F%23%26%25%3D%20%24HOME%24%7BX%7D%60%22%5Czq%2B%C3%BC";

/// Its address at `host` and `port`.
pub(crate) fn url(host: &str, port: u16, query: &str) -> String {
    format!("postgresql://{ROLE}:{ENCODED}@{host}:{port}/postgres{query}")
}

/// A server; ends with the value.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) socket: PathBuf,
    admin: Config,
    round: AtomicU32,
    _sandbox: Sandbox,
}

impl Server {
    /// Starts a server that asks the canary for its password and has no TLS.
    pub(crate) async fn start(major: u16) -> Self {
        let config = SandboxConfig::new(major).with_tcp();
        let sandbox = match stop_on_signals() {
            Ok(()) => Sandbox::start(&config).await,
            Err(error) => Err(error),
        }
        .unwrap();
        let admin = sandbox.admin_config();
        let [Host::Unix(socket)] = admin.get_hosts() else {
            panic!("the sandbox has no socket");
        };
        let server = Self {
            port: admin.get_ports()[0],
            socket: socket.clone(),
            admin: admin.clone(),
            round: AtomicU32::new(0),
            _sandbox: sandbox,
        };
        let admin = server.admin().await;
        let role = format!(
            "create role {ROLE} login password '{}'",
            PASSWORD.replace('\'', "''")
        );
        admin.batch_execute(&role).await.unwrap();
        server.set_up(None, &[]).await;
        server
    }

    /// A session that may do everything.
    pub(crate) async fn admin(&self) -> Client {
        let (client, connection) = self.admin.connect(NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    /// Shows this certificate from now on, and puts these lines before the
    /// ones that ask everyone for a password.
    pub(crate) async fn set_up(&self, tls: Option<&Pair>, rules: &[&str]) {
        let admin = self.admin().await;
        let data: String = show(&admin, "data_directory").await;
        let hba: String = show(&admin, "hba_file").await;
        let admin_role = self.admin.get_user().unwrap();
        let local = format!("local all {admin_role} trust");
        let lines = [local.as_str()]
            .into_iter()
            .chain(rules.iter().copied())
            .chain([
                "local all all scram-sha-256",
                "host all all all scram-sha-256",
            ]);
        write(
            &admin,
            Path::new(&hba),
            &lines.collect::<Vec<_>>().join("\n"),
        )
        .await;
        if let Some(pair) = tls {
            write(
                &admin,
                &Path::new(&data).join("test.crt"),
                &pair.certificate,
            )
            .await;
            write(&admin, &Path::new(&data).join("test.key"), &pair.key).await;
        }
        let round = self.round.fetch_add(1, Ordering::Relaxed) + 1;
        for statement in [
            "alter system set ssl_cert_file = 'test.crt'".to_owned(),
            "alter system set ssl_key_file = 'test.key'".to_owned(),
            format!(
                "alter system set ssl = {}",
                if tls.is_some() { "on" } else { "off" }
            ),
            format!("alter system set geqo_threshold = {}", 100 + round),
            "select pg_reload_conf()".to_owned(),
        ] {
            admin.batch_execute(&statement).await.unwrap();
        }
        // The postmaster reads all of its files before it lets the next
        // session in; a setting that matters to nobody says when.
        while show(&self.admin().await, "geqo_threshold").await != (100 + round).to_string() {}
    }

    /// The canary's address.
    pub(crate) fn url(&self, host: &str, query: &str) -> String {
        url(host, self.port, query)
    }
}

async fn show(client: &Client, setting: &str) -> String {
    let sql = format!("select coalesce(current_setting('{setting}', true), '')");
    client.query_one(&sql, &[]).await.unwrap().get(0)
}

/// The server's own account writes the file, whichever that is; a key must be
/// its owner's alone.
async fn write(admin: &Client, path: &Path, text: &str) {
    let sql = format!(
        "copy (select unnest(string_to_array($text${text}$text$, e'\\n'))) to program \
         'umask 077; rm -f {0}; cat > {0}'",
        path.display()
    );
    admin.batch_execute(&sql).await.unwrap();
}
