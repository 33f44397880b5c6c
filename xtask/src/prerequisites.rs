//! Programs that the tests need beyond Rust: found, installed, or named.

use std::path::Path;
use std::process::Command;

use crate::shell::{Failure, Outcome, run, say};

/// PgBouncer is the real pooler that the proofs of `stagecraft-connect` are
/// tested against; Debian keeps it outside the usual `PATH`.
const PLACES: &[&str] = &[
    "/usr/sbin/pgbouncer",
    "/usr/local/sbin/pgbouncer",
    "/opt/homebrew/bin/pgbouncer",
];

/// Makes sure that PgBouncer is there: installs it where that needs no
/// question (root, or sudo without a password, on Debian or Ubuntu), otherwise
/// says how.
pub(crate) fn ensure() -> Outcome {
    if has_pgbouncer() {
        return Ok(());
    }
    say("PgBouncer is missing; the tests of stagecraft-connect need it");
    if let Some(apt) = apt() {
        let install = |args: &[&str]| {
            let mut command = Command::new(apt.first().copied().unwrap_or("apt-get"));
            command.args(apt.iter().skip(1)).args(args);
            command.env("DEBIAN_FRONTEND", "noninteractive");
            run(&mut command)
        };
        install(&["update", "-qq"])?;
        install(&[
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "pgbouncer",
        ])?;
    }
    if has_pgbouncer() {
        return Ok(());
    }
    Err(Failure {
        message: "install PgBouncer (`apt-get install pgbouncer`, `brew install pgbouncer`), then try again".to_owned(),
        code: 3,
    })
}

fn has_pgbouncer() -> bool {
    PLACES.iter().any(|it| Path::new(it).exists()) || answers("pgbouncer", &["--version"])
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
