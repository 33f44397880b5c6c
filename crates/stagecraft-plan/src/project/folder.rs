//! Folders: where the project is, and what stands in a folder.

use std::path::{Path, PathBuf};

use crate::Error;

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// The file name; bytes that are not UTF-8 are replaced.
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) is_folder: bool,
}

/// Returns the folder that holds `supabase/`, given it or `supabase/` itself.
pub(super) fn root(dir: &Path) -> Result<PathBuf, Error> {
    if dir.join("supabase").is_dir() {
        return Ok(dir.to_owned());
    }
    let missing = || Error::ProjectMissing {
        path: dir.to_owned(),
    };
    let is_project = dir.join("migrations").is_dir() || dir.join("config.toml").is_file();
    let full = dir.canonicalize().map_err(|_| missing())?;
    if !is_project || full.file_name().is_none_or(|it| it != "supabase") {
        return Err(missing());
    }
    // `parent()` of a bare `supabase` is empty, which is not a path to join.
    match dir.parent() {
        Some(parent) if dir.ends_with("supabase") && parent.as_os_str().is_empty() => {
            Ok(PathBuf::from("."))
        }
        Some(parent) if dir.ends_with("supabase") => Ok(parent.to_owned()),
        _ => full.parent().map(Path::to_owned).ok_or_else(missing),
    }
}

/// Returns the folder that holds `supabase/`, given `supabase/migrations`.
pub(super) fn root_above(dir: &Path) -> Option<PathBuf> {
    let full = dir.canonicalize().ok()?;
    let root = full.parent()?.parent()?;
    full.ends_with("supabase/migrations")
        .then(|| root.to_owned())
}

/// Lists a folder by file name; one that is not there is empty.
pub(super) fn list(folder: &Path) -> Result<Vec<Entry>, Error> {
    let unreadable = |source| Error::FolderUnreadable {
        path: folder.to_owned(),
        source,
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(unreadable(source)),
    };
    let mut list = Vec::new();
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        let name = path
            .file_name()
            .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
        list.push(Entry {
            name,
            is_folder: path.is_dir(),
            path,
        });
    }
    list.sort();
    Ok(list)
}
