//! What a sandbox would be made of on this machine.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::account::Account;
use crate::cache::Cache;
use crate::den::RunDir;
use crate::server::npm::{self, Package};
use crate::server::{NPM, Origin, candidates, examine, wanted_folder};
use crate::{Error, MAJORS, SandboxConfig, ServerInfo, StandIn, kept, overlay};

/// The schema of the report.
pub const DOCTOR_SCHEMA: &str = "stagecraft.sandbox-doctor/1";

/// What a sandbox would be made of.
#[derive(Debug, Clone, Serialize)]
pub struct DoctorReport {
    /// One per major version.
    pub engines: Vec<Engine>,
    /// The user that runs the server because it refuses root, if we are root.
    pub server_user: Option<String>,
    /// npm's version, if it is installed.
    pub npm: Option<String>,
    /// Where binaries and templates are.
    pub cache: Folder,
    /// Where running sandboxes are.
    pub run_dir: Folder,
    /// How many sandboxes there are, kept and in use.
    pub sandboxes: usize,
}

/// What there is for one major version.
#[derive(Debug, Clone, Serialize)]
pub struct Engine {
    /// The major version.
    pub major: u16,
    /// What would run it, if that is here already.
    pub server: Option<ServerInfo>,
    /// What npm would add.
    pub npm: String,
    /// Extensions that are only stood in for; empty without a server.
    pub stand_ins: Vec<StandIn>,
    /// What was looked at and why it was not taken.
    pub refused: Vec<String>,
}

/// A folder and what is in it.
#[derive(Debug, Clone, Serialize)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// What its files hold, in bytes.
    pub bytes: u64,
    /// Why it can't be used.
    pub problem: Option<String>,
}

/// Looks at everything that a sandbox needs; fetches nothing, starts nothing.
pub fn diagnose(config: &SandboxConfig) -> Result<DoctorReport, Error> {
    let account = Account::choose()?;
    let cache = Cache::locate(config);
    let run_dir = RunDir::locate(config);
    let npm = npm::npm_version();
    let engines = MAJORS
        .iter()
        .map(|major| engine(*major, config, &cache, &account, npm.as_deref()))
        .collect();
    let cache_problem = Cache::open(config, &account).err();
    let run_dir_problem = RunDir::open(config, &account).err();
    Ok(DoctorReport {
        engines,
        server_user: account.other_name().map(ToOwned::to_owned),
        npm,
        cache: folder(cache.root(), cache_problem),
        run_dir: folder(run_dir.path(), run_dir_problem),
        sandboxes: kept::all(&run_dir).len(),
    })
}

fn engine(
    major: u16,
    config: &SandboxConfig,
    cache: &Cache,
    account: &Account,
    npm: Option<&str>,
) -> Engine {
    let mut refused = Vec::new();
    let mut found = None;
    let folders = match wanted_folder(config) {
        Some(word) if word.as_os_str() == NPM => Vec::new(),
        Some(folder) => vec![folder],
        None => candidates(major).collect(),
    };
    for folder in folders {
        match examine(&folder, account).and_then(|it| it.of_major(major)) {
            Ok(server) => {
                found = Some(server);
                break;
            }
            Err(reason) => refused.push(format!("{} {reason}", folder.display())),
        }
    }
    if found.is_none() {
        found = Package::of(major)
            .and_then(|package| Some((package.cached_bin(cache)?, package)))
            .and_then(|(bin, package)| {
                let mut server = examine(&bin, account).ok()?.of_major(major).ok()?;
                server.info.origin = Origin::Npm(package.name());
                Some(server)
            });
    }
    Engine {
        major,
        stand_ins: found.as_ref().map(overlay::stand_ins).unwrap_or_default(),
        server: found.map(|it| it.info),
        npm: npm::describe(major, cache, npm),
        refused,
    }
}

fn folder(path: &Path, problem: Option<Error>) -> Folder {
    Folder {
        path: path.to_owned(),
        bytes: size(path),
        problem: problem.map(|it| {
            let cause = std::error::Error::source(&it).map(|it| format!(": {it}"));
            format!("{it}{}", cause.unwrap_or_default())
        }),
    }
}

/// Links are not followed: a tree of them is small.
fn size(path: &Path) -> u64 {
    std::fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}
