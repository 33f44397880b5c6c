//! `pg_dump --schema-only`, the independent opinion on what has changed.

use std::process::Command;

use stagecraft_sandbox::Sandbox;
use tokio_postgres::config::Host;

/// The server that Debian's `pg_dump` 15 speaks for.
pub(crate) const MAJOR: u16 = 15;

/// Returns the dump of a database without its comments; `None` when there is
/// no `pg_dump` of the right version on this machine.
pub(crate) fn dump(sandbox: &Sandbox, database: &str) -> Option<String> {
    let program = ["pg_dump", "/usr/lib/postgresql/15/bin/pg_dump"]
        .into_iter()
        .find(|program| {
            Command::new(program)
                .arg("--version")
                .output()
                .is_ok_and(|it| {
                    String::from_utf8_lossy(&it.stdout).contains(&format!(") {MAJOR}."))
                })
        })?;
    let config = sandbox.admin_config();
    let Some(Host::Unix(socket)) = config.get_hosts().first() else {
        panic!("a sandbox has a socket");
    };
    let output = Command::new(program)
        .arg("--schema-only")
        .env("PGHOST", socket)
        .env(
            "PGPORT",
            config.get_ports().first().unwrap_or(&5432).to_string(),
        )
        .env("PGUSER", config.get_user().unwrap())
        .env(
            "PGPASSWORD",
            String::from_utf8_lossy(config.get_password().unwrap_or_default()).as_ref(),
        )
        .env("PGDATABASE", database)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    // `\restrict` is followed by a random word.
    let lines = text
        .lines()
        .filter(|it| !it.starts_with("--") && !it.contains("restrict "));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
