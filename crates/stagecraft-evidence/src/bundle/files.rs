//! Small file operations whose errors name the path.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|source| unwritable(path, source))
}

/// Writes a new file and waits until it is on disk.
pub(super) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    use io::Write as _;
    let write = || -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| unwritable(path, source))
}

/// Waits until a file's bytes, or a folder's names, are on disk.
pub(super) fn sync(path: &Path) -> Result<(), Error> {
    File::open(path)
        .and_then(|it| it.sync_all())
        .map_err(|source| unwritable(path, source))
}

/// Returns every folder under `root`, `root` included.
pub(super) fn folders(root: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = vec![root.to_owned()];
    let mut at = 0;
    while let Some(folder) = found.get(at).cloned() {
        let read = || -> io::Result<Vec<PathBuf>> {
            let mut folders = Vec::new();
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    folders.push(entry.path());
                }
            }
            Ok(folders)
        };
        found.extend(read().map_err(|source| unreadable(&folder, source))?);
        at += 1;
    }
    Ok(found)
}

pub(crate) fn unwritable(path: &Path, source: io::Error) -> Error {
    Error::Unwritable {
        path: path.to_owned(),
        source,
    }
}

pub(crate) fn unreadable(path: &Path, source: io::Error) -> Error {
    Error::Unreadable {
        path: path.to_owned(),
        source,
    }
}
