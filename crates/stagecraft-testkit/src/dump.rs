//! `pg_dump --schema-only`, the independent opinion on a database's shape.

use std::process::Command;
use std::sync::LazyLock;

use stagecraft_sandbox::Sandbox;
use tokio_postgres::config::Host;

/// The server that Debian's `pg_dump` 15 speaks for.
pub const DUMP_MAJOR: u16 = 15;

static PROGRAM: LazyLock<Option<&str>> = LazyLock::new(|| {
    let programs = ["pg_dump", "/usr/lib/postgresql/15/bin/pg_dump"];
    programs.into_iter().find(|program| {
        let version = Command::new(program).arg("--version").output();
        version.is_ok_and(|it| {
            String::from_utf8_lossy(&it.stdout).contains(&format!(") {DUMP_MAJOR}."))
        })
    })
});

/// Returns the dump of a database without its comments; `None` when there is
/// no `pg_dump` of the right version on this machine.
///
/// # Panics
///
/// When `pg_dump` is there and fails.
#[expect(clippy::panic, reason = "a test without its judge has failed")]
pub fn dump(sandbox: &Sandbox, database: &str) -> Option<String> {
    let program = (*PROGRAM)?;
    let config = sandbox.admin_config();
    let Some(Host::Unix(socket)) = config.get_hosts().first() else {
        panic!("a sandbox has a socket");
    };
    let port = config.get_ports().first().unwrap_or(&5432).to_string();
    let output = Command::new(program)
        .arg("--schema-only")
        .env("PGHOST", socket)
        .env("PGPORT", port)
        .env("PGUSER", config.get_user().unwrap_or_default())
        .env(
            "PGPASSWORD",
            String::from_utf8_lossy(config.get_password().unwrap_or_default()).as_ref(),
        )
        .env("PGDATABASE", database)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8_lossy(&output.stdout);
    // `\restrict` is followed by a random word.
    let lines = text
        .lines()
        .filter(|it| !it.starts_with("--") && !it.contains("restrict "));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
