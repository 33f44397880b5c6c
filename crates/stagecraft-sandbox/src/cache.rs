//! The user's cache: what is made once, published atomically and shared.
//!
//! **Invariant:** an entry is complete or absent. It is built beside its place
//! under an exclusive lock and renamed; who uses one holds a shared lock.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use nix::unistd::geteuid;

use crate::account::Account;
use crate::{Error, SandboxConfig};

/// An entry that nobody used for this long is removed when a new one is made.
const KEEP_UNUSED: Duration = Duration::from_hours(7 * 24);
/// A template has some 25 MB, and each change of the platform makes new ones.
const KEEP_AT_MOST: usize = 16;

/// The cache folder.
#[derive(Debug, Clone)]
pub(crate) struct Cache {
    root: PathBuf,
}

/// An entry in use; it stays at least as long as this value lives.
#[derive(Debug)]
pub(crate) struct Entry {
    path: PathBuf,
    _in_use: File,
}

impl Entry {
    /// Returns the entry's folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Cache {
    /// Returns where the cache is, without touching it.
    pub(crate) fn locate(config: &SandboxConfig) -> Self {
        let from_environment = || std::env::var_os("STAGECRAFT_CACHE_DIR").map(PathBuf::from);
        let root = config
            .cache_dir
            .clone()
            .or_else(from_environment)
            .filter(|it| !it.as_os_str().is_empty())
            .unwrap_or_else(usual_place);
        Self {
            root: std::path::absolute(&root).unwrap_or(root),
        }
    }

    /// Makes the folder if needed, and checks that the server can enter it.
    pub(crate) fn open(config: &SandboxConfig, account: &Account) -> Result<Self, Error> {
        let cache = Self::locate(config);
        let kinds = ["trees", "templates", "npm"].map(|kind| cache.root.join(kind));
        for path in std::iter::once(cache.root.clone()).chain(kinds) {
            make_folder(&path).map_err(|source| Error::CacheUnwritable { path, source })?;
        }
        account.check_reach(&cache.root)?;
        Ok(cache)
    }

    /// Returns the folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the entry `name` of `kind` if it is there.
    pub(crate) fn find(&self, kind: &str, name: &str) -> Result<Option<Entry>, Error> {
        let path = self.root.join(kind).join(name);
        if !path.exists() {
            return Ok(None);
        }
        let lock = self.lock_file(kind, name)?;
        lock.lock_shared().map_err(|it| self.unwritable(kind, it))?;
        if !path.exists() {
            return Ok(None);
        }
        // Only for the removal of unused entries; failing is harmless.
        drop(lock.set_modified(now()));
        Ok(Some(Entry {
            path,
            _in_use: lock,
        }))
    }

    /// Returns the entry `name` of `kind`; `build` fills an empty folder when
    /// there is none yet. Of many that ask at once, one builds.
    pub(crate) fn ensure<E: From<Error>>(
        &self,
        kind: &str,
        name: &str,
        mut build: impl FnMut(&Path) -> Result<(), E>,
    ) -> Result<Entry, E> {
        loop {
            if let Some(entry) = self.find(kind, name)? {
                return Ok(entry);
            }
            let lock = self.lock_file(kind, name)?;
            lock.lock().map_err(|it| self.unwritable(kind, it))?;
            let place = self.root.join(kind).join(name);
            if place.exists() {
                continue;
            }
            let workshop = self.root.join(kind).join(format!("tmp-{name}"));
            let fail = |source| Error::CacheUnwritable {
                path: workshop.clone(),
                source,
            };
            remove_folder(&workshop).map_err(fail)?;
            make_folder(&workshop).map_err(fail)?;
            let built = build(&workshop);
            if let Err(error) = built {
                drop(remove_folder(&workshop));
                return Err(error);
            }
            std::fs::rename(&workshop, &place).map_err(fail)?;
            drop(lock);
            self.prune(kind);
        }
    }

    /// Removes entries that nobody used for a while, and the least recently
    /// used ones of very many.
    fn prune(&self, kind: &str) {
        let oldest = now().checked_sub(KEEP_UNUSED);
        let mut entries: Vec<_> = self
            .names(kind)
            .into_iter()
            .map(|name| {
                let lock = self.root.join(kind).join(format!("{name}.lock"));
                let used = lock.metadata().and_then(|it| it.modified()).ok();
                (used, name)
            })
            .collect();
        entries.sort();
        entries.reverse();
        for (rank, (used, name)) in entries.iter().enumerate() {
            if rank >= KEEP_AT_MOST || *used < oldest {
                drop(self.remove(kind, name));
            }
        }
    }

    /// Returns the names of the entries of `kind`, unfinished ones included.
    pub(crate) fn names(&self, kind: &str) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.root.join(kind))
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|it| it.is_dir()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .map(|name| name.strip_prefix("tmp-").unwrap_or(&name).to_owned())
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// Removes an entry unless somebody uses it; returns whether it is gone.
    pub(crate) fn remove(&self, kind: &str, name: &str) -> Result<bool, Error> {
        let lock = self.lock_file(kind, name)?;
        if lock.try_lock().is_err() {
            return Ok(false);
        }
        for folder in [name.to_owned(), format!("tmp-{name}")] {
            let path = self.root.join(kind).join(folder);
            remove_folder(&path).map_err(|source| Error::CacheUnwritable { path, source })?;
        }
        Ok(true)
    }

    fn lock_file(&self, kind: &str, name: &str) -> Result<File, Error> {
        let path = self.root.join(kind).join(format!("{name}.lock"));
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| Error::CacheUnwritable { path, source })
    }

    fn unwritable(&self, kind: &str, source: io::Error) -> Error {
        Error::CacheUnwritable {
            path: self.root.join(kind),
            source,
        }
    }
}

fn usual_place() -> PathBuf {
    if geteuid().is_root() {
        return PathBuf::from("/var/cache/stagecraft");
    }
    let from = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|it| it.is_absolute())
    };
    if let Some(folder) = from("XDG_CACHE_HOME") {
        return folder.join("stagecraft");
    }
    match from("HOME") {
        Some(home) if cfg!(target_os = "macos") => home.join("Library/Caches/stagecraft"),
        Some(home) => home.join(".cache/stagecraft"),
        None => std::env::temp_dir().join(format!("stagecraft-cache-{}", geteuid())),
    }
}

fn now() -> SystemTime {
    SystemTime::now()
}

/// Makes a folder, and those above it that are missing, that everybody may enter
/// and only we may write, whatever the umask is: as root the server runs under another account.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        make_folder(parent)?;
    }
    match std::fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        made => made.and_then(|()| std::fs::set_permissions(path, Permissions::from_mode(0o755))),
    }
}

/// Removes a folder and what is in it; one that is not there is fine.
pub(crate) fn remove_folder(path: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
