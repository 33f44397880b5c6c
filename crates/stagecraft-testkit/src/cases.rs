//! Folders of cases: one file, one case.

use std::path::{Path, PathBuf};

/// One case: a file of a case folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The path below the case folder, without its extension, with `/`.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Returns the files below `folder` with this extension, sorted by name.
///
/// # Panics
///
/// When there is none, or one can't be read as UTF-8: a test over no cases
/// would prove nothing.
pub fn cases(folder: impl AsRef<Path>, extension: &str) -> Vec<Case> {
    let folder = folder.as_ref();
    let mut paths = Vec::new();
    walk(folder, extension, &mut paths);
    paths.sort();
    assert!(
        !paths.is_empty(),
        "no `.{extension}` files below {}",
        folder.display()
    );
    paths
        .into_iter()
        .map(|path| Case {
            name: name(folder, &path),
            text: read(&path),
            path,
        })
        .collect()
}

fn walk(folder: &Path, extension: &str, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, extension, paths);
        } else if path.extension().is_some_and(|it| it == extension) {
            paths.push(path);
        }
    }
}

fn name(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder)
        .unwrap_or(path)
        .with_extension("")
        .components()
        .map(|it| it.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

#[expect(clippy::panic, reason = "an unreadable case must not pass")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_sorted_and_an_empty_folder_fails() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        for file in ["b/two.sql", "one.sql", "b/two.txt"] {
            std::fs::write(folder.path().join(file), file).unwrap();
        }
        let found = cases(folder.path(), "sql");
        let names: Vec<_> = found.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["b/two", "one"]);
        assert_eq!(found.last().unwrap().text, "one.sql");
        let empty = std::panic::catch_unwind(|| cases(folder.path(), "json"));
        assert!(empty.is_err());
    }
}
