//! An independent opinion: `pg_dump`, and every row as `COPY … ORDER BY` has it.

use std::process::Command;

use stagecraft_sandbox::Sandbox;
use tokio_postgres::Client;
use tokio_postgres::config::Host;

/// The server that Debian's `pg_dump` 15 speaks for.
pub(crate) const MAJOR: u16 = 15;

/// Returns the schema as `pg_dump` writes it, without what keeps the books.
pub(crate) fn dump(sandbox: &Sandbox, database: &str) -> Option<String> {
    let config = sandbox.admin_config();
    let Some(Host::Unix(socket)) = config.get_hosts().first() else {
        panic!("a sandbox has a socket");
    };
    let output = Command::new("/usr/lib/postgresql/15/bin/pg_dump")
        .args(["--schema-only", "--exclude-schema=stagecraft_keep"])
        .arg("--exclude-schema=supabase_migrations")
        .env("PGHOST", socket)
        .env(
            "PGPORT",
            config.get_ports().first().unwrap_or(&5432).to_string(),
        )
        .env("PGUSER", config.get_user().unwrap())
        .env("PGDATABASE", database)
        .output()
        .ok()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    // `\restrict` is followed by a random word.
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text
        .lines()
        .filter(|it| !it.starts_with("--") && !it.contains("restrict ") && !it.is_empty());
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// Returns every row of every table of the case, sorted, columns by name.
pub(crate) async fn rows(client: &Client) -> String {
    let tables = client
        .query(
            "select format('%I.%I', n.nspname, c.relname),
                coalesce(string_agg(quote_ident(a.attname), ', ' order by a.attname), 'null')
             from pg_class as c
             join pg_namespace as n on n.oid = c.relnamespace
             left join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relkind in ('r', 'm') and n.nspname in ('app', 'core', 'extra', 'public')
             group by 1, n.nspname, c.relname order by 1",
            &[],
        )
        .await
        .unwrap();
    let mut text = String::new();
    for row in tables {
        let (table, columns): (String, String) = (row.get(0), row.get(1));
        let lines = client
            .query(
                &format!("select row({columns})::text from only {table} order by row({columns})::text collate \"C\""),
                &[],
            )
            .await
            .unwrap();
        text.push_str(&format!("{table} ({columns})\n"));
        for line in lines {
            text.push_str(&format!("  {}\n", line.get::<_, String>(0)));
        }
    }
    let sequences = client
        .query(
            "select schemaname || '.' || sequencename, last_value::text from pg_sequences
             where schemaname in ('app', 'core', 'extra', 'public') order by 1",
            &[],
        )
        .await
        .unwrap();
    for row in sequences {
        let (name, at): (String, Option<String>) = (row.get(0), row.get(1));
        text.push_str(&format!("{name} {}\n", at.unwrap_or_default()));
    }
    text
}
