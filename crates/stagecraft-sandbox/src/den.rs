//! A sandbox's folder and the lock that says who owns it.
//!
//! Beside the folder `<id>` lie `<id>.lock`, locked as long as the owner lives,
//! and `<id>.json`, what is known about it.

use std::fs::{DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::unistd::geteuid;

use crate::account::Account;
use crate::cache::remove_folder;
use crate::{Error, SandboxConfig, random};

/// A socket's path may have 107 bytes on Linux, 103 on macOS.
const LONGEST_SOCKET: usize = 100;
/// How long a removal is tried while somebody still writes.
const PATIENCE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(5);

/// The folder of all running sandboxes of this user.
#[derive(Debug, Clone)]
pub(crate) struct RunDir(PathBuf);

impl RunDir {
    /// Returns where it is, without touching it.
    pub(crate) fn locate(config: &SandboxConfig) -> Self {
        let from_environment = || std::env::var_os("STAGECRAFT_RUN_DIR").map(PathBuf::from);
        let path = config
            .run_dir
            .clone()
            .or_else(from_environment)
            .filter(|it| !it.as_os_str().is_empty())
            .unwrap_or_else(|| PathBuf::from(format!("/tmp/stagecraft-{}", geteuid())));
        Self(std::path::absolute(&path).unwrap_or(path))
    }

    /// Makes it if needed, and checks that it is ours alone.
    pub(crate) fn open(config: &SandboxConfig, account: &Account) -> Result<Self, Error> {
        let run_dir = Self::locate(config);
        let path = &run_dir.0;
        let fail = |source| Error::RunDirUnwritable {
            path: path.clone(),
            source,
        };
        let mode = if account.other_name().is_some() {
            0o711
        } else {
            0o700
        };
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(fail)?;
        }
        match DirBuilder::new().mode(mode).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => {
                other.map_err(fail)?;
                spread(path);
            }
        }
        let found = std::fs::symlink_metadata(path).map_err(fail)?;
        let unsafe_because = |reason| Error::RunDirUnsafe {
            path: path.clone(),
            reason,
        };
        if !found.is_dir() {
            return Err(unsafe_because("is not a folder"));
        }
        if found.uid() != geteuid().as_raw() {
            return Err(unsafe_because("belongs to another user"));
        }
        if found.mode() & 0o022 != 0 {
            return Err(unsafe_because("can be written by other users"));
        }
        if found.mode() & 0o777 != mode {
            std::fs::set_permissions(path, Permissions::from_mode(mode)).map_err(fail)?;
        }
        let socket = path.join("0123456789ab/.s.PGSQL.65535");
        if socket.as_os_str().len() > LONGEST_SOCKET {
            return Err(Error::RunDirTooLong { path: path.clone() });
        }
        account.check_reach(path)?;
        Ok(run_dir)
    }

    /// Returns the folder.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the names of all sandboxes in it, whoever owns them.
    pub(crate) fn ids(&self) -> Vec<String> {
        let mut ids: Vec<_> = std::fs::read_dir(&self.0)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let id = name.strip_suffix(".lock")?;
                Some(id.to_owned())
            })
            .collect();
        ids.sort();
        ids
    }
}

/// Asks ext4 to place each sandbox in another region of the disk. It refuses to
/// reuse the inode of a file that was removed seconds ago and searches past
/// them all, which makes each start after a stop several times as slow. Only
/// advice: other file systems do not know it.
fn spread(path: &Path) {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("chattr");
        command.arg("+T").arg(path);
        command.stdin(Stdio::null());
        drop(command.stdout(Stdio::null()).stderr(Stdio::null()).status());
    }
}

/// A sandbox's folder that this process owns.
#[derive(Debug)]
pub(crate) struct Den {
    id: String,
    run_dir: PathBuf,
    _lock: File,
}

impl Den {
    /// Makes a new folder, which belongs to the server's account.
    pub(crate) fn create(run_dir: &RunDir, account: &Account) -> Result<Self, Error> {
        let fail = |source| Error::RunDirUnwritable {
            path: run_dir.0.clone(),
            source,
        };
        loop {
            let id = random::hex(6).map_err(fail)?;
            let Some(den) = Self::claim(run_dir, &id, true).map_err(fail)? else {
                continue;
            };
            let folder = den.folder();
            DirBuilder::new()
                .mode(0o700)
                .create(&folder)
                .map_err(fail)?;
            account.own(&folder).map_err(fail)?;
            return Ok(den);
        }
    }

    /// Takes over a folder whose owner is gone; nothing when somebody owns it.
    pub(crate) fn take_over(run_dir: &RunDir, id: &str) -> Option<Self> {
        Self::claim(run_dir, id, false).ok().flatten()
    }

    fn claim(run_dir: &RunDir, id: &str, new: bool) -> io::Result<Option<Self>> {
        let path = run_dir.0.join(format!("{id}.lock"));
        let lock = File::options().write(true).create_new(new).open(&path)?;
        if lock.try_lock().is_err() {
            return Ok(None);
        }
        // Between opening and locking, a sweep may have removed the file.
        let same = std::fs::metadata(&path)
            .and_then(|there| Ok((there.ino(), lock.metadata()?.ino())))
            .is_ok_and(|(there, ours)| there == ours);
        Ok(same.then(|| Self {
            id: id.to_owned(),
            run_dir: run_dir.0.clone(),
            _lock: lock,
        }))
    }

    /// Returns the sandbox's name.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Returns the folder with the socket, the log and the cluster.
    pub(crate) fn folder(&self) -> PathBuf {
        self.run_dir.join(&self.id)
    }

    /// Returns the cluster's folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder().join("data")
    }

    /// Returns the server's log.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder().join("server.log")
    }

    /// Returns the file that describes the sandbox.
    pub(crate) fn about(&self) -> PathBuf {
        self.run_dir.join(format!("{}.json", self.id))
    }

    /// Removes everything; the lock's file last, so that a removal that fails
    /// is tried again by the next sweep.
    pub(crate) fn remove(self) -> io::Result<()> {
        let begun = Instant::now();
        while let Err(error) = remove_folder(&self.folder()) {
            // The helper of an initdb that was killed may still be writing.
            if error.kind() != io::ErrorKind::DirectoryNotEmpty || begun.elapsed() > PATIENCE {
                return Err(error);
            }
            std::thread::sleep(POLL);
        }
        for file in [self.about(), self.about().with_extension("json.tmp")] {
            remove_file(&file)?;
        }
        remove_file(&self.run_dir.join(format!("{}.lock", self.id)))
    }
}

fn remove_file(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
