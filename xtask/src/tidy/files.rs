//! The text files that git knows or would add.

use std::path::Path;
use std::process::Command;

use crate::shell::Failure;

/// A text file of the repository.
pub(crate) struct TextFile {
    /// Relative to the root, with forward slashes.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl TextFile {
    /// Returns whether the file's name ends in `.extension`.
    pub(crate) fn is(&self, extension: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|it| it == extension)
    }
}

/// Lists tracked and not ignored files; what is not UTF-8 is left out.
pub(crate) fn list(root: &Path) -> Result<Vec<TextFile>, Failure> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .map_err(|error| Failure::new(format!("could not run git: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(
            "`git ls-files` failed: tidy needs a git checkout",
        ));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(names
        .split('\0')
        .filter(|name| !name.is_empty())
        .filter_map(|name| {
            let text = std::fs::read_to_string(root.join(name)).ok()?;
            Some(TextFile {
                path: name.to_owned(),
                text,
            })
        })
        .collect())
}
