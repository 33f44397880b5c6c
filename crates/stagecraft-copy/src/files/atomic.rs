//! A file that is there whole or not at all.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::Written;
use crate::Error;
use crate::load::digest_of;

const CHUNK: usize = 1024 * 1024;

/// A file under a temporary name; dropped before it is finished, it is gone.
pub(super) struct Draft {
    path: PathBuf,
    temporary: PathBuf,
    file: Option<File>,
    /// What is not written yet; callers append to it.
    pub(super) out: Vec<u8>,
    /// How many rows the caller has appended.
    pub(super) rows: u64,
    bytes: u64,
    hasher: blake3::Hasher,
}

impl Draft {
    pub(super) fn create(folder: &Path, name: &str) -> Result<Self, Error> {
        let path = folder.join(name);
        let temporary = folder.join(format!(".{name}.part-{}", std::process::id()));
        let file = File::create(&temporary).map_err(|source| Error::Unwritable {
            path: temporary.clone(),
            source,
        })?;
        Ok(Self {
            path,
            temporary,
            file: Some(file),
            out: Vec::with_capacity(CHUNK + CHUNK / 4),
            rows: 0,
            bytes: 0,
            hasher: blake3::Hasher::new(),
        })
    }

    /// Writes what has gathered, once it is worth a call to the system.
    pub(super) fn settle(&mut self) -> Result<(), Error> {
        if self.out.len() < CHUNK {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.hasher.update(&self.out);
        self.bytes += self.out.len() as u64;
        if let Some(file) = &mut self.file {
            let written = file.write_all(&self.out);
            written.map_err(|source| self.unwritable(source))?;
        }
        self.out.clear();
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Written, Error> {
        self.flush()?;
        if let Some(file) = self.file.take() {
            let synced = file.sync_all();
            drop(file);
            let renamed = synced.and_then(|()| std::fs::rename(&self.temporary, &self.path));
            if let Err(source) = renamed {
                let _ = std::fs::remove_file(&self.temporary);
                return Err(self.unwritable(source));
            }
        }
        // The name, too, has to survive a crash; not every system can do that.
        if let Some(folder) = self.path.parent()
            && let Ok(folder) = File::open(folder)
        {
            let _ = folder.sync_all();
        }
        Ok(Written {
            path: self.path.clone(),
            rows: self.rows,
            bytes: self.bytes,
            digest: digest_of(&self.hasher),
        })
    }

    fn unwritable(&self, source: std::io::Error) -> Error {
        Error::Unwritable {
            path: self.path.clone(),
            source,
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing can be done about what can't be removed.
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}
