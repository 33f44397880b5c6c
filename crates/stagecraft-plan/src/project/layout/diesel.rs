//! diesel: a folder `<stamp>_<name>` per migration, with `up.sql`, perhaps
//! `down.sql`, and perhaps `metadata.toml`.
//!
//! The version is the stamp without its dashes, ordered as text.

use std::path::Path;

use serde::Deserialize;

use super::Words;
use super::part::{Part, Role};

pub(super) const WORDS: Words = Words {
    name: "diesel",
    tool: "diesel",
    up: "`<stamp>_<name>/up.sql`",
    down: "a `down.sql` beside `up.sql`",
};

#[derive(Deserialize)]
struct Metadata {
    /// Where the file is there without it, diesel takes it for false.
    #[serde(default)]
    run_in_transaction: bool,
}

pub(super) fn part(path: &str) -> Option<Part> {
    let (folder, file) = path.split_once('/')?;
    let role = match file {
        "up.sql" => Role::Up,
        "down.sql" => Role::Down,
        _ => return None,
    };
    let version = version(folder)?;
    let name = folder.split_once('_').map_or("", |it| it.1);
    Some(Part::textual(role, &version, &version, name))
}

/// Returns the version of a migration's folder.
pub(super) fn version(folder: &str) -> Option<String> {
    let stamp = folder.split('_').next()?;
    let is_stamp = stamp.starts_with(|it: char| it.is_ascii_digit())
        && stamp.bytes().all(|it| it.is_ascii_digit() || it == b'-');
    is_stamp.then(|| stamp.replace('-', ""))
}

/// Returns whether the folder of `file` says that its files want no
/// transaction; `None` where diesel could not read what it says.
pub(super) fn no_transaction(file: &Path) -> Option<bool> {
    match std::fs::read_to_string(file.with_file_name("metadata.toml")) {
        Ok(text) => toml::from_str::<Metadata>(&text)
            .ok()
            .map(|it| !it.run_in_transaction),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (path, version, name) in [
            (
                "2019-09-12-100000_create/up.sql",
                "20190912100000",
                "create",
            ),
            (
                "2026-06-03-220228-0000_a_b/down.sql",
                "202606032202280000",
                "a_b",
            ),
            (
                "00000000000000_diesel_initial_setup/up.sql",
                "00000000000000",
                "diesel_initial_setup",
            ),
            ("20200101/up.sql", "20200101", ""),
        ] {
            let part = part(path).unwrap();
            assert_eq!((part.version.as_str(), part.name.as_str()), (version, name));
        }
        for path in [
            "up.sql",
            "create/up.sql",
            "2020_a/notes.sql",
            "2020x_a/up.sql",
        ] {
            assert_eq!(part(path), None, "{path}");
        }
    }
}
