//! A sandbox with many copies of one database, and `psql` and `pg_dump` at
//! its door.

use std::io::Write as _;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use stagecraft_apply::Session;
use stagecraft_sandbox::{Sandbox, SandboxConfig};
use tokio::process::Command;

use super::peers::SqlFile;
use crate::layer::Trouble;
use crate::program::run;

/// The database that the others are copies of.
const BASE: &str = "base";

pub(super) struct Stage {
    sandbox: Sandbox,
    /// The superuser, connected to none of the copies.
    admin: Session,
}

/// Says what is missing: the judges are not ours.
pub(super) async fn find_clients(major: u16) -> Result<(), Trouble> {
    run(Command::new("psql").arg("--version")).await?;
    let output = run(Command::new("pg_dump").arg("--version")).await?;
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    let found = version
        .split(|it: char| !it.is_ascii_digit())
        .find_map(|it| it.parse::<u16>().ok());
    if found.is_none_or(|it| it < major) {
        return Err(format!(
            "pg_dump of PostgreSQL {major} or later is needed, found {}",
            version.trim()
        )
        .into());
    }
    Ok(())
}

impl Stage {
    pub(super) async fn start(major: u16) -> Result<Self, Trouble> {
        let sandbox = Sandbox::start(&SandboxConfig::new(major)).await?;
        let admin = Session::connect_plain(sandbox.admin_config().dbname("template1")).await?;
        let sql = format!("create database {BASE} template postgres owner postgres");
        admin.client().batch_execute(&sql).await?;
        Ok(Self { sandbox, admin })
    }

    pub(super) async fn stop(self) -> Result<(), Trouble> {
        Ok(self.sandbox.stop().await?)
    }

    /// Copies the base. The connection that filled it may still be going.
    pub(super) async fn copy(&self, name: &str) -> Result<(), Trouble> {
        let sql = format!("create database {name} template {BASE} owner postgres");
        let mut attempts = 0;
        while let Err(error) = self.admin.client().batch_execute(&sql).await {
            attempts += 1;
            if attempts > 50 {
                return Err(error.into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Connects as `postgres`, who is no superuser.
    pub(super) async fn session(&self, database: &str) -> Result<Session, Trouble> {
        Ok(Session::connect_plain(self.sandbox.config().dbname(database)).await?)
    }

    /// Connects as somebody who sees every row.
    pub(super) async fn judge(&self, database: &str) -> Result<Session, Trouble> {
        Ok(Session::connect_plain(self.sandbox.admin_config().dbname(database)).await?)
    }

    /// Returns the URL by which `postgres` reaches a database over the socket.
    pub(super) fn url(&self, database: &str) -> String {
        self.url_of("postgres", database)
    }

    /// The role stands last: a URL with a user and no host is none to `pgdelta`.
    fn url_of(&self, role: &str, database: &str) -> String {
        let url = self.sandbox.url();
        let place = url.split_once('?').map_or("", |it| it.1);
        format!("postgresql:///{database}?{place}&user={role}")
    }

    /// Runs what has to run.
    pub(super) async fn psql(
        &self,
        database: &str,
        sql: &str,
        more: &[&str],
    ) -> Result<(), Trouble> {
        let mut file = tempfile::Builder::new().suffix(".sql").tempfile()?;
        file.write_all(sql.as_bytes())?;
        match errors(&self.run_file(database, file.path(), true, more).await?).first() {
            Some(error) => Err(format!("{database}: {error}").into()),
            None => Ok(()),
        }
    }

    /// Runs a way back as it is meant to; returns the error that stopped it.
    pub(super) async fn try_files(
        &self,
        database: &str,
        files: &[SqlFile],
    ) -> Result<Option<String>, Trouble> {
        for file in files {
            let more: &[&str] = if file.is_transaction { &["-1"] } else { &[] };
            let output = self.run_file(database, &file.path, true, more).await?;
            if let Some(error) = errors(&output).into_iter().next() {
                return Ok(Some(error));
            }
        }
        Ok(None)
    }

    /// Runs a way back statement by statement, whatever fails; returns how many do.
    pub(super) async fn try_statements(
        &self,
        database: &str,
        files: &[SqlFile],
    ) -> Result<Option<String>, Trouble> {
        let mut failed = Vec::new();
        for file in files {
            failed.extend(errors(
                &self.run_file(database, &file.path, false, &[]).await?,
            ));
        }
        Ok(failed.first().map(|first| match failed.len() {
            1 => format!("1 statement: {first}"),
            count => format!("{count} statements, first: {first}"),
        }))
    }

    async fn run_file(
        &self,
        database: &str,
        path: &Path,
        is_stopping: bool,
        more: &[&str],
    ) -> Result<Output, Trouble> {
        let mut command = Command::new("psql");
        command.args(["-X", "-q", "-v"]);
        command.arg(format!("ON_ERROR_STOP={}", u8::from(is_stopping)));
        command
            .args(more)
            .arg("-f")
            .arg(path)
            .arg("-d")
            .arg(self.url(database))
            .env("LC_ALL", "C");
        run(&mut command).await
    }

    /// Returns the lines of `pg_dump --schema-only`, without what keeps books.
    pub(super) async fn dump(&self, database: &str) -> Result<Vec<String>, Trouble> {
        let url = self.url_of("supabase_admin", database);
        let mut command = Command::new("pg_dump");
        command.args([
            "--schema-only",
            "--exclude-schema=stagecraft_keep",
            "--exclude-schema=supabase_migrations",
        ]);
        let output = run(command.arg("-d").arg(url)).await?;
        if !output.status.success() {
            return Err(format!(
                "pg_dump: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            )
            .into());
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let lines = text.lines().filter(|it| {
            // `\restrict` is followed by a random word.
            !it.is_empty() && !it.starts_with("--") && !it.contains("restrict ")
        });
        // The last column of a table has no comma: where it stands is another matter.
        Ok(lines
            .map(|it| with_options_sorted(it.trim_end_matches(',')))
            .collect())
    }
}

/// Returns what psql says went wrong, without where in the file it did.
fn errors(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let mut found: Vec<String> = text
        .lines()
        .filter_map(|line| {
            ["ERROR:", "FATAL:"]
                .iter()
                .find_map(|mark| line.split_once(mark))
        })
        .map(|(_, said)| said.trim().to_owned())
        .collect();
    if found.is_empty() && !output.status.success() {
        found.push(
            text.lines()
                .next()
                .unwrap_or("psql ended without a word")
                .to_owned(),
        );
    }
    found
}

/// Sorts the options of a line, whose order means nothing to the server.
fn with_options_sorted(line: &str) -> String {
    const MARK: &str = "WITH (";
    let parts = line.split_once(MARK).and_then(|(start, rest)| {
        let (options, end) = rest.split_once(')')?;
        Some((start, options, end))
    });
    let Some((start, options, end)) = parts else {
        return line.to_owned();
    };
    let mut options: Vec<_> = options.split(", ").collect();
    options.sort_unstable();
    format!("{start}{MARK}{}){end}", options.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_sorted_and_nothing_else() {
        for (line, expected) in [
            ("WITH (b='2', a='1');", "WITH (a='1', b='2');"),
            (
                "CREATE VIEW v WITH (b, a) AS",
                "CREATE VIEW v WITH (a, b) AS",
            ),
            ("    id bigint NOT NULL", "    id bigint NOT NULL"),
            ("WITH (b, a", "WITH (b, a"),
        ] {
            assert_eq!(with_options_sorted(line), expected);
        }
    }
}
