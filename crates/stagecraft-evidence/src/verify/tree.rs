//! Everything that stands in a folder, links not followed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::findings::Problem;

/// What stands at a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Symlink,
    EmptyFolder,
    Other,
}

/// Lists files, links and empty folders by name, with forward slashes; what
/// cannot be listed is a problem.
pub(super) fn walk(root: &Path) -> (BTreeMap<String, Kind>, Vec<Problem>) {
    let mut found = BTreeMap::new();
    let mut problems = Vec::new();
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(root.join(&folder)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(Problem::Unreadable(folder, error.to_string()));
                continue;
            }
        };
        if entries.is_empty() && !folder.is_empty() {
            found.insert(folder.clone(), Kind::EmptyFolder);
        }
        for entry in entries {
            let raw = entry.file_name();
            let leaf = raw.to_string_lossy();
            let name = if folder.is_empty() {
                leaf.into_owned()
            } else {
                format!("{folder}/{leaf}")
            };
            if raw.to_str().is_none() {
                problems.push(Problem::NotPortable(name));
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(name),
                Ok(kind) if kind.is_symlink() => {
                    found.insert(name, Kind::Symlink);
                }
                Ok(kind) if kind.is_file() => {
                    found.insert(name, Kind::File);
                }
                Ok(_) => {
                    found.insert(name, Kind::Other);
                }
                Err(error) => problems.push(Problem::Unreadable(name, error.to_string())),
            }
        }
    }
    (found, problems)
}
