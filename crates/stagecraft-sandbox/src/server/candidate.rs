//! A folder that may hold a server: looked at, or refused with the reason.

use std::path::{Path, PathBuf};

use super::{Origin, Server, ServerInfo};
use crate::account::Account;
use crate::postmaster::run;

/// A folder with working binaries of some version.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub(crate) major: u16,
    pub(crate) version: String,
    bin: PathBuf,
}

/// Looks at a folder; the error completes the sentence "`<folder>` …".
pub(crate) fn examine(folder: &Path, account: &Account) -> Result<Candidate, String> {
    if !folder.is_dir() {
        return Err("is not a folder".to_owned());
    }
    let postgres = folder
        .join("postgres")
        .canonicalize()
        .map_err(|_| "has no `postgres`".to_owned())?;
    let bin = postgres
        .parent()
        .ok_or_else(|| "has no `postgres`".to_owned())?
        .to_owned();
    if !bin.join("initdb").is_file() {
        return Err("has no `initdb`".to_owned());
    }
    let mut command = account.command(&postgres);
    command.arg("--version");
    let said = run(command)
        .map_err(|error| refusal(&error, account))?
        .map_err(|said| format!("does not work: {said}"))?;
    let version = said
        .trim()
        .strip_prefix("postgres (PostgreSQL) ")
        .ok_or_else(|| format!("does not work: `postgres --version` said `{}`", said.trim()))?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    let major = digits
        .parse()
        .map_err(|_| format!("is of an unknown version `{version}`"))?;
    Ok(Candidate {
        major,
        version: version.to_owned(),
        bin,
    })
}

fn refusal(error: &crate::Error, account: &Account) -> String {
    let cause = std::error::Error::source(error).map_or_else(String::new, ToString::to_string);
    match account.other_name() {
        Some(user) => format!("can't be run by user `{user}`: {cause}"),
        None => format!("can't be run: {cause}"),
    }
}

impl Candidate {
    /// Returns the server if it is of this major version and complete.
    pub(crate) fn of_major(self, major: u16) -> Result<Server, String> {
        if self.major != major {
            return Err(format!("is {}", self.version));
        }
        let share = first_with(&self.bin, major, SHARE, &["postgres.bki"])
            .ok_or("has no share folder (with `postgres.bki`) in a usual place")?;
        let libraries = first_with(
            &self.bin,
            major,
            LIBRARIES,
            &["plpgsql.so", "plpgsql.dylib"],
        )
        .ok_or("has no library folder (with `plpgsql`) in a usual place")?;
        Ok(Server {
            info: ServerInfo {
                major,
                version: self.version,
                origin: Origin::Installed(self.bin.clone()),
            },
            bin: self.bin,
            share,
            libraries,
            package: None,
        })
    }
}

/// Where packagers put them, seen from the folder of the binaries. `@` is the
/// major version.
const SHARE: &[&str] = &[
    "../share/postgresql",
    "../share",
    "../../../../share/postgresql/@",
    "../share/postgresql/@",
    "../share/postgresql@@",
    "../../../../share/postgresql@@",
    "../../share/postgresql@",
];
const LIBRARIES: &[&str] = &[
    "../lib/postgresql",
    "../lib",
    "../lib/postgresql/@",
    "../lib/postgresql@@",
    "../../../../lib/postgresql@@",
    "../../lib/postgresql@",
    "../lib64/postgresql",
];

fn first_with(bin: &Path, major: u16, places: &[&str], files: &[&str]) -> Option<PathBuf> {
    places.iter().find_map(|place| {
        let place = match place.strip_suffix('@') {
            Some(stem) => format!("{stem}{major}"),
            None => (*place).to_owned(),
        };
        let folder = plain(&bin.join(place));
        files
            .iter()
            .any(|file| folder.join(file).exists())
            .then_some(folder)
    })
}

/// Resolves `..` by name: the folders' places relative to each other count,
/// not what they are linked to.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == std::path::Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_folders_are_found_beside_the_binaries() {
        let folder = tempfile::tempdir().unwrap();
        for (bin, share) in [
            ("debian/lib/postgresql/15/bin", "debian/share/postgresql/15"),
            ("npm/bin", "npm/share/postgresql"),
            ("source/bin", "source/share"),
            (
                "brew/Cellar/postgresql@15/15.1/bin",
                "brew/share/postgresql@15",
            ),
        ] {
            let (bin, share) = (folder.path().join(bin), folder.path().join(share));
            std::fs::create_dir_all(&bin).unwrap();
            std::fs::create_dir_all(&share).unwrap();
            assert_eq!(first_with(&bin, 15, SHARE, &["postgres.bki"]), None);
            std::fs::write(share.join("postgres.bki"), "").unwrap();
            assert_eq!(first_with(&bin, 15, SHARE, &["postgres.bki"]), Some(share));
        }
    }
}
