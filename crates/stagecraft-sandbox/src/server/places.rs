//! Where server binaries usually are.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Fixed places; `@` is the major version.
const FIXED: &[&str] = &[
    "/usr/lib/postgresql/@/bin",
    "/usr/pgsql-@/bin",
    "/usr/libexec/postgresql@",
    "/usr/lib/postgresql@/bin",
    "/opt/homebrew/opt/postgresql@@/bin",
    "/usr/local/opt/postgresql@@/bin",
    "/home/linuxbrew/.linuxbrew/opt/postgresql@@/bin",
    "/Applications/Postgres.app/Contents/Versions/@/bin",
    "/Library/PostgreSQL/@/bin",
    "/opt/local/lib/postgresql@/bin",
    "/usr/local/pgsql/bin",
    "/usr/local/bin",
];

/// Below the home folder: one folder per version.
const VERSIONED: &[&str] = &[
    ".asdf/installs/postgres",
    ".local/share/mise/installs/postgres",
    ".pgenv",
];

/// Returns existing folders with a `postgres` for which this major version is
/// possible, the most likely first, each once. Lazily: `pg_config` is asked
/// only when the places before it did not do.
pub(crate) fn candidates(major: u16) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<_> = std::env::split_paths(&path)
        .filter(|it| it.is_absolute())
        .collect();
    let fixed = FIXED.iter().map(move |it| PathBuf::from(fill(it, major)));
    let mut seen = Vec::new();
    on_path
        .into_iter()
        .chain(fixed)
        .chain(std::iter::once_with(pg_config).flatten())
        .chain(std::iter::once_with(move || in_home(major)).flatten())
        .filter(move |place| {
            let Ok(postgres) = place.join("postgres").canonicalize() else {
                return false;
            };
            let new = !seen.contains(&postgres);
            seen.push(postgres);
            new
        })
}

fn in_home(major: u16) -> Vec<PathBuf> {
    let Some(home) = std::env::var_os("HOME").map(PathBuf::from) else {
        return Vec::new();
    };
    VERSIONED
        .iter()
        .flat_map(|folder| versions(&home.join(folder), major))
        .collect()
}

/// The last `@` is the major version; `@@` is a literal one and the version.
fn fill(place: &str, major: u16) -> String {
    let major = major.to_string();
    if place.contains("@@") {
        place.replace("@@", &format!("@{major}"))
    } else {
        place.replace('@', &major)
    }
}

fn pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config")
        .arg("--bindir")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let folder = PathBuf::from(text.trim());
    folder.is_absolute().then_some(folder)
}

fn versions(folder: &Path, major: u16) -> Vec<PathBuf> {
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = name.strip_prefix("pgsql-").unwrap_or(&name);
            name.split('.').next() == Some(major.to_string().as_str())
        })
        .map(|entry| entry.path().join("bin"))
        .collect();
    found.sort();
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_filled_in() {
        assert_eq!(fill("/usr/pgsql-@/bin", 15), "/usr/pgsql-15/bin");
        assert_eq!(fill("/o/postgresql@@/bin", 15), "/o/postgresql@15/bin");
    }
}
