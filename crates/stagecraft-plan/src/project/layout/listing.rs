//! What a folder of migrations holds, and what stands around it.

use std::path::{Path, PathBuf};

use super::{dbmate, numbered};
use crate::Error;
use crate::project::folder;

/// The files of a folder.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing {
    /// By name; those of folders that may hold migrations too.
    pub(super) files: Vec<Item>,
    /// Folders that may hold migrations.
    pub(super) folders: Vec<String>,
}

/// One file.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Relative to the folder, with forward slashes.
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// What a project is written in, told from the nearest manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Rust,
    Go,
}

/// Lists a folder, and folders in it whose names begin with a digit or say
/// that what is in them undoes something.
pub(super) fn list(path: &Path) -> Result<Listing, Error> {
    let mut listing = Listing::default();
    for entry in folder::list(path)? {
        if !entry.is_folder {
            listing.files.push(Item {
                name: entry.name,
                path: entry.path,
            });
            continue;
        }
        let is_stamped = entry.name.starts_with(|it: char| it.is_ascii_digit());
        if !is_stamped && entry.name != numbered::DOWN {
            continue;
        }
        for inner in folder::list(&entry.path)? {
            if !inner.is_folder {
                listing.files.push(Item {
                    name: format!("{}/{}", entry.name, inner.name),
                    path: inner.path,
                });
            }
        }
        listing.folders.push(entry.name);
    }
    Ok(listing)
}

impl Listing {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.files.iter().map(|it| it.name.as_str())
    }

    /// Returns whether any file has sections of dbmate's; one that cannot be
    /// read has none, and reading it later says why.
    pub(super) fn has_sections(&self) -> bool {
        self.files
            .iter()
            .filter(|it| dbmate::part(&it.name).is_some())
            .filter_map(|it| std::fs::read(&it.path).ok())
            .any(|it| dbmate::has_sections(&String::from_utf8_lossy(&it)))
    }
}

/// Looks for the nearest manifest, not far up and not above the repository.
pub(super) fn language(folder: &Path) -> Option<Language> {
    const HIGHEST: usize = 4;
    let full = folder.canonicalize().ok()?;
    for folder in full.ancestors().take(HIGHEST) {
        let has = |it: &str| folder.join(it).exists();
        match (has("Cargo.toml"), has("go.mod")) {
            (true, false) => return Some(Language::Rust),
            (false, true) => return Some(Language::Go),
            (true, true) => return None,
            (false, false) if has(".git") => return None,
            (false, false) => {}
        }
    }
    None
}
