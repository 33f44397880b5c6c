//! A server's tree of our own: its real files, our extensions.
//!
//! Postgres looks for its other folders beside its binary. A copy of `postgres`
//! and `initdb` in a tree of symbolic links therefore finds the links, and
//! among them the stand-ins, without anything of the real server being touched.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use stagecraft_model::Digester;

use crate::account::Account;
use crate::cache::{Cache, Entry, make_folder};
use crate::extensions::{self, StandIn};
use crate::platform::EXTENSIONS;
use crate::postmaster::run;
use crate::server::Server;
use crate::{Error, settings};

const KIND: &str = "trees";
/// Changes when trees are built differently.
const LAYOUT: &str = "1";

/// A tree in use.
#[derive(Debug)]
pub(crate) struct Overlay {
    _entry: Entry,
    name: String,
    bin: PathBuf,
    stand_ins: Vec<StandIn>,
}

impl Overlay {
    /// Returns the tree of a server; builds it the first time.
    pub(crate) fn ensure(server: &Server, cache: &Cache, account: &Account) -> Result<Self, Error> {
        let mut digester = Digester::new();
        digester.field(LAYOUT).field(server.build().hex());
        for (file, text) in EXTENSIONS {
            digester.field(file).field(text);
        }
        let name = format!("{}-{}", server.info.major, digester.finish().short());
        let entry = cache.ensure(KIND, &name, |root| {
            build(server, root).map_err(|source| Error::CacheUnwritable {
                path: root.to_owned(),
                source,
            })?;
            check(server, root, account)
        })?;
        let bin = mirrored(entry.path(), &server.bin);
        Ok(Self {
            _entry: entry,
            name,
            bin,
            stand_ins: stand_ins(server),
        })
    }

    /// Returns the tree's name in the cache.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the server's program.
    pub(crate) fn postgres(&self) -> PathBuf {
        self.bin.join("postgres")
    }

    /// Returns the program that makes a cluster.
    pub(crate) fn initdb(&self) -> PathBuf {
        self.bin.join("initdb")
    }

    /// Returns the extensions that are only stood in for.
    pub(crate) fn stand_ins(&self) -> &[StandIn] {
        &self.stand_ins
    }
}

/// Returns the extensions that a server only has as stand-ins.
pub(crate) fn stand_ins(server: &Server) -> Vec<StandIn> {
    let folder = server.extensions();
    extensions::stand_ins(|name| folder.join(format!("{name}.control")).exists())
}

fn mirrored(root: &Path, path: &Path) -> PathBuf {
    root.join(path.strip_prefix("/").unwrap_or(path))
}

fn build(server: &Server, root: &Path) -> io::Result<()> {
    let bin = mirrored(root, &server.bin);
    make_folder(&bin)?;
    for program in ["postgres", "initdb"] {
        let copy = bin.join(program);
        std::fs::copy(server.bin.join(program), &copy)?;
        std::fs::set_permissions(&copy, Permissions::from_mode(0o755))?;
    }
    // What the binaries load from `$ORIGIN/../lib`, and what `$libdir` means.
    let beside = server.bin.parent().map(|it| it.join("lib"));
    for folder in beside.iter().chain([&server.libraries]) {
        let link = mirrored(root, folder);
        if folder.is_dir() && !link.exists() {
            if let Some(parent) = link.parent() {
                make_folder(parent)?;
            }
            symlink(folder, &link)?;
        }
    }
    let share = mirrored(root, &server.share);
    make_folder(&share)?;
    for entry in std::fs::read_dir(&server.share)? {
        let entry = entry?;
        if entry.file_name() != "extension" {
            symlink(entry.path(), share.join(entry.file_name()))?;
        }
    }
    let extension = share.join("extension");
    make_folder(&extension)?;
    extensions::populate(&server.extensions(), &extension)
}

/// A server with fixed places in its program would not see the tree.
fn check(server: &Server, root: &Path, account: &Account) -> Result<(), Error> {
    let unusable = |reason| Error::PgBinUnusable {
        dir: server.bin.clone(),
        reason,
    };
    let initdb = mirrored(root, &server.bin).join("initdb");
    let mut command = account.command(&initdb);
    command
        .args(settings::INITDB)
        .args(["--show", "-D", "/nowhere"]);
    let said = run(command)?.map_err(|said| unusable(format!("a copy does not work: {said}")))?;
    let share = said
        .lines()
        .find_map(|line| line.strip_prefix("share_path="))
        .unwrap_or_default();
    if Path::new(share) == mirrored(root, &server.share) {
        return Ok(());
    }
    Err(unusable(format!(
        "a copy looks for its share folder in `{share}`, so stand-ins can't be offered to it"
    )))
}
