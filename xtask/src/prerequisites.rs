//! Programs that the tests need beyond Rust: found, installed, or named.

use std::path::Path;
use std::process::Command;

use crate::shell::{Failure, Outcome, run, say};

/// Set for the tests where no `psql` can be had: what needs it says that it
/// was left out, instead of failing.
pub(crate) const WITHOUT_PSQL: &str = "STAGECRAFT_WITHOUT_PSQL";

/// PgBouncer is the real pooler that the proofs of `stagecraft-connect` are
/// tested against; Debian keeps it outside the usual `PATH`.
const PGBOUNCER: &[&str] = &[
    "/usr/sbin/pgbouncer",
    "/usr/local/sbin/pgbouncer",
    "/opt/homebrew/bin/pgbouncer",
];

/// What the tests can use.
pub(crate) struct Found {
    /// Whether `psql` runs.
    pub(crate) psql: bool,
}

/// Makes sure that PgBouncer is there, and `psql` if possible: installs them
/// where that needs no question (root, or sudo without a password, on Debian
/// or Ubuntu), otherwise says how.
pub(crate) fn ensure() -> Result<Found, Failure> {
    let missing: Vec<&str> = [
        (has_pgbouncer(), "pgbouncer"),
        (has_psql(), "postgresql-client"),
    ]
    .into_iter()
    .filter_map(|(found, package)| (!found).then_some(package))
    .collect();
    if !missing.is_empty() {
        say(&format!(
            "the tests use {}, not found here",
            missing.join(" and ")
        ));
        if let Some(apt) = apt() {
            install(&apt, &missing)?;
        }
    }
    if !has_pgbouncer() {
        return Err(Failure {
            message: "install PgBouncer (`apt-get install pgbouncer`, `brew install pgbouncer`), \
                      then try again"
                .to_owned(),
            code: 3,
        });
    }
    let psql = has_psql();
    if !psql {
        say("no psql: the SQL contract tests of supabase/ are left out");
    }
    Ok(Found { psql })
}

fn install(apt: &[&str], packages: &[&str]) -> Outcome {
    let call = |args: &[&str]| {
        let mut command = Command::new(apt.first().copied().unwrap_or("apt-get"));
        command.args(apt.iter().skip(1)).args(args);
        command.env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command)
    };
    call(&["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    call(&arguments)
}

fn has_pgbouncer() -> bool {
    PGBOUNCER.iter().any(|it| Path::new(it).exists()) || answers("pgbouncer", &["--version"])
}

fn has_psql() -> bool {
    answers("psql", &["--version"])
}

/// Returns how to call apt-get without a question, if there is a way.
fn apt() -> Option<Vec<&'static str>> {
    if !answers("apt-get", &["--version"]) {
        return None;
    }
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|it| it.stdout.trim_ascii() == b"0");
    if is_root {
        Some(vec!["apt-get"])
    } else if answers("sudo", &["-n", "true"]) {
        Some(vec!["sudo", "-n", "apt-get"])
    } else {
        None
    }
}

fn answers(program: &str, args: &[&str]) -> bool {
    Command::new(program)
        .args(args)
        .output()
        .is_ok_and(|it| it.status.success())
}
