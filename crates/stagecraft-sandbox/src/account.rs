//! Under which account the server runs: Postgres refuses root.

use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{User, geteuid};

use crate::Error;

/// The account of the server: our own, or another one when we are root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    other: Option<Other>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Other {
    name: String,
    uid: u32,
    gid: u32,
}

impl Account {
    /// Returns our own account, or as root `postgres`, or `nobody`.
    pub(crate) fn choose() -> Result<Self, Error> {
        if !geteuid().is_root() {
            return Ok(Self { other: None });
        }
        let user = ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| User::from_name(name).ok().flatten())
            .filter(|user| !user.uid.is_root())
            .ok_or(Error::NoAccount)?;
        Ok(Self {
            other: Some(Other {
                name: user.name,
                uid: user.uid.as_raw(),
                gid: user.gid.as_raw(),
            }),
        })
    }

    /// Returns the other account's name.
    pub(crate) fn other_name(&self) -> Option<&str> {
        self.other.as_ref().map(|it| it.name.as_str())
    }

    /// Returns a command that runs `program` as this account, without our
    /// environment, input and terminal signals. Groups beyond the account's
    /// own are dropped by the standard library.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .current_dir("/")
            .stdin(Stdio::null())
            .process_group(0);
        if let Some(other) = &self.other {
            command.uid(other.uid).gid(other.gid);
        }
        command
    }

    /// Gives `path` to this account.
    pub(crate) fn own(&self, path: &Path) -> std::io::Result<()> {
        match &self.other {
            Some(other) => std::os::unix::fs::lchown(path, Some(other.uid), Some(other.gid)),
            None => Ok(()),
        }
    }

    /// Fails when this account can't enter `path` or a folder above it.
    pub(crate) fn check_reach(&self, path: &Path) -> Result<(), Error> {
        let Some(other) = &self.other else {
            return Ok(());
        };
        for folder in path.ancestors() {
            let Ok(metadata) = std::fs::metadata(folder) else {
                continue;
            };
            let needed = if metadata.uid() == other.uid {
                0o100
            } else if metadata.gid() == other.gid {
                0o010
            } else {
                0o001
            };
            if metadata.mode() & needed == 0 {
                return Err(Error::Unreachable {
                    path: folder.to_owned(),
                    user: other.name.clone(),
                });
            }
        }
        Ok(())
    }
}
