//! Reads a sealed bundle without judging it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use stagecraft_model::Document;

use super::PARTIAL;
use super::files::unreadable;
use crate::{Error, INDEX_NAME, INDEX_SCHEMA, RunIndex};

/// A bundle on disk and its index; verify it before trusting it.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The bundle's folder.
    pub dir: PathBuf,
    /// What it says of itself.
    pub index: Document<RunIndex>,
}

impl Bundle {
    /// Reads the index of the bundle in `dir`.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        folder(dir)?;
        if !dir.join(INDEX_NAME).exists() {
            return Err(Error::NotABundle {
                path: dir.to_owned(),
            });
        }
        Ok(Self {
            dir: dir.to_owned(),
            index: read(dir, INDEX_NAME, INDEX_SCHEMA)?,
        })
    }

    /// Reads one of its documents.
    pub fn document<T: DeserializeOwned>(
        &self,
        name: &str,
        schema: &str,
    ) -> Result<Document<T>, Error> {
        crate::name::check(name)?;
        read(&self.dir, name, schema)
    }
}

/// Refuses what is not a folder, and says whether an unsealed one is near.
pub(crate) fn folder(dir: &Path) -> Result<(), Error> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut partial = dir.as_os_str().to_owned();
    partial.push(".");
    partial.push(PARTIAL);
    Err(Error::NotAFolder {
        path: dir.to_owned(),
        partial: Path::new(&partial).is_dir(),
    })
}

fn read<T: DeserializeOwned>(dir: &Path, name: &str, schema: &str) -> Result<Document<T>, Error> {
    let path = dir.join(name);
    let text = fs::read_to_string(&path).map_err(|source| unreadable(&path, source))?;
    Document::from_json(schema, &text).map_err(|source| Error::IndexUnreadable { path, source })
}
