//! A PgBouncer in front of a server.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::certificates::Pair;
use super::server::{PASSWORD, ROLE, Server};

/// A PgBouncer; ends with the value.
pub(crate) struct PgBouncer {
    child: Child,
    pub(crate) port: u16,
    _folder: tempfile::TempDir,
}

impl PgBouncer {
    /// Starts one on a free port of `127.0.0.1`; `settings` are lines of its
    /// configuration.
    pub(crate) fn start(server: &Server, settings: &str, tls: Option<&Pair>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let account = nix::unistd::geteuid()
            .is_root()
            .then(|| nix::unistd::User::from_name("nobody").unwrap().unwrap());
        // Another program may take the port between the look and the start.
        for _ in 0..5 {
            let port = TcpListener::bind("127.0.0.1:0")
                .and_then(|it| it.local_addr())
                .unwrap()
                .port();
            let mut ini = format!(
                "[databases]\n* = host=127.0.0.1 port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
                 listen_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\n\
                 auth_file = {}\n{settings}\n",
                server.port,
                folder.path().join("users").display()
            );
            if let Some(pair) = tls {
                write(folder.path(), "server.crt", &pair.certificate);
                write(folder.path(), "server.key", &pair.key);
                let _ = write!(
                    ini,
                    "client_tls_sslmode = require\nclient_tls_cert_file = {0}/server.crt\n\
                     client_tls_key_file = {0}/server.key\n",
                    folder.path().display()
                );
            }
            if let Some(account) = &account {
                let _ = writeln!(ini, "user = {}", account.name);
            }
            write(folder.path(), "pgbouncer.ini", &ini);
            write(
                folder.path(),
                "users",
                &format!("\"{ROLE}\" \"{}\"\n", PASSWORD.replace('"', "\"\"")),
            );
            if let Some(account) = &account {
                for file in std::fs::read_dir(folder.path()).unwrap() {
                    chown(&file.unwrap().path(), account);
                }
                chown(folder.path(), account);
            }
            if let Some(child) = spawn(&folder.path().join("pgbouncer.ini")) {
                return Self {
                    child,
                    port,
                    _folder: folder,
                };
            }
        }
        panic!("PgBouncer did not start, see above");
    }

    /// The address of the canary role through this pooler.
    pub(crate) fn url(&self, host: &str, query: &str) -> String {
        super::server::url(host, self.port, query)
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn spawn(ini: &Path) -> Option<Child> {
    let mut child = Command::new(binary())
        .arg(ini)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut said = Vec::new();
    for line in lines.by_ref() {
        let line = line.unwrap();
        if line.contains("process up") {
            // Its talk must go on being read, or it would stall one day.
            std::thread::spawn(move || lines.count());
            return Some(child);
        }
        said.push(line);
    }
    eprintln!("PgBouncer said:\n{}", said.join("\n"));
    child.wait().unwrap();
    None
}

fn binary() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/sbin"), PathBuf::from("/usr/local/sbin")])
        .map(|it| it.join("pgbouncer"))
        .find(|it| it.is_file())
        .expect("PgBouncer is missing: install the system's package `pgbouncer`")
}

fn write(folder: &Path, name: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

fn chown(path: &Path, account: &nix::unistd::User) {
    nix::unistd::chown(path, Some(account.uid), Some(account.gid)).unwrap();
}
