//! The command as a user runs it.

use std::path::Path;
use std::process::{Command, Output};

/// How a run ended and what it wrote.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// One block for a snapshot.
    pub(crate) fn block(&self) -> String {
        format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            self.code, self.stdout, self.stderr
        )
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The command in an environment that holds nothing but `home`.
pub(crate) fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stagecraft-connect"));
    command
        .env_clear()
        .env("HOME", home)
        .env("NO_COLOR", "1")
        .current_dir(home);
    command
}

/// Runs the command with these arguments.
pub(crate) fn run(home: &Path, arguments: &[&str]) -> Run {
    command(home).args(arguments).output().unwrap().into()
}

/// Writes a vault file that only its owner can read.
pub(crate) fn vault(home: &Path, name: &str, url: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let path = home.join(name);
    std::fs::write(&path, format!("DATABASE_URL='{url}'\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    name.to_owned()
}
