//! The peers: fetched from their registries by their own clients when this
//! benchmark is asked for, into a folder that goes with it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tokio::process::Command;

use super::{Contender, Rows, ours};
use crate::layer::Trouble;
use crate::program::{npm_install_all, pip_install, succeed};

const SNAPLET: [&str; 4] = [
    "@snaplet/seed@0.98.0",
    "@snaplet/copycat@6.0.0",
    "pg@8",
    "tsx@4",
];
const DRIZZLE: [&str; 4] = ["drizzle-seed@0.3.1", "drizzle-orm@0.45.4", "pg@8", "tsx@4"];
const POSTSEED: &str = "postseed==0.1.0";
const SEEDGEN: (&str, &str) = ("seedgen", "0.3.0");
/// Asks for a build instead of naming a program.
const BUILD: &str = "build";

/// Programs by their names, or why there is none.
pub(super) struct Peers {
    folder: TempDir,
    snaplet: Result<(), String>,
    drizzle: Result<(), String>,
    postseed: Result<(), String>,
    seedgen: Result<PathBuf, String>,
}

/// Returns what the report calls a contender.
pub(super) fn version(contender: Contender) -> String {
    match contender {
        Contender::Ours => env!("CARGO_PKG_VERSION").to_owned(),
        Contender::Snaplet => after_last(SNAPLET[0], '@'),
        Contender::Drizzle => after_last(DRIZZLE[0], '@'),
        Contender::Postseed => after_last(POSTSEED, '='),
        Contender::Seedgen => SEEDGEN.1.to_owned(),
    }
}

fn after_last(package: &str, mark: char) -> String {
    let version = package.rsplit(mark).next();
    version.unwrap_or_default().to_owned()
}

impl Peers {
    /// Fetches all but seedgen; that one only when it is asked for. Who does
    /// not install is left out, with the reason.
    pub(super) async fn fetch(seedgen: Option<&Path>) -> Result<Self, Trouble> {
        let folder = tempfile::tempdir()?;
        let at = folder.path();
        let said = |it: Result<(), Trouble>| it.map_err(|error| error.to_string());
        let snaplet = said(snaplet(&at.join("snaplet")).await);
        let drizzle = said(drizzle(&at.join("drizzle")).await);
        let postseed = said(pip_install(at, POSTSEED).await);
        let seedgen = match seedgen {
            None => Err("not asked for: `--seedgen` builds it".to_owned()),
            Some(program) if program == Path::new(BUILD) => {
                build(at).await.map_err(|error| error.to_string())
            }
            Some(program) => Ok(program.to_owned()),
        };
        Ok(Self {
            folder,
            snaplet,
            drizzle,
            postseed,
            seedgen,
        })
    }

    /// Returns why a contender does not take part.
    pub(super) fn missing(&self, contender: Contender) -> Option<String> {
        match contender {
            Contender::Ours => ours::missing(),
            Contender::Snaplet => self.snaplet.clone().err(),
            Contender::Drizzle => self.drizzle.clone().err(),
            Contender::Postseed => self.postseed.clone().err(),
            Contender::Seedgen => self.seedgen.clone().err(),
        }
    }

    /// Returns the command that seeds; what a peer has to know of the schema
    /// before is done, and not timed.
    pub(super) async fn command(
        &self,
        contender: Contender,
        url: &str,
        rows: Rows,
    ) -> Result<Command, Trouble> {
        let at = self.folder.path();
        let mut command = match contender {
            Contender::Ours => ours::ours(at, url, rows)?,
            Contender::Snaplet => {
                sync(&at.join("snaplet"), url).await?;
                script(&at.join("snaplet"), rows)
            }
            Contender::Drizzle => script(&at.join("drizzle"), rows),
            Contender::Postseed => {
                let mut command = Command::new(at.join("venv/bin/postseed"));
                command
                    .args(["insert", "--yes", "--seed", "42", "--url", url])
                    .args(["--table-rows", &rows.list()]);
                command
            }
            Contender::Seedgen => {
                let program = self.seedgen.clone()?;
                let mut command = Command::new(program);
                command
                    .args(["generate", "--no-color", "--seed", "42", "--url", url])
                    .args(["--entities", &rows.list()]);
                command
            }
        };
        command.env("DATABASE_URL", url);
        Ok(command)
    }
}

fn script(folder: &Path, rows: Rows) -> Command {
    let mut command = Command::new(folder.join("node_modules/.bin/tsx"));
    command
        .arg("seed.ts")
        .args([rows.tenants, rows.users, rows.orders].map(|it| it.to_string()))
        .current_dir(folder);
    command
}

async fn snaplet(folder: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(folder.join(".snaplet"))?;
    fs::write(folder.join("package.json"), r#"{"type":"module"}"#)?;
    fs::write(folder.join(".snaplet/config.json"), r#"{"adapter":"pg"}"#)?;
    fs::write(
        folder.join("seed.config.ts"),
        include_str!("../../peers/snaplet.config.ts"),
    )?;
    fs::write(
        folder.join("seed.ts"),
        include_str!("../../peers/snaplet.ts"),
    )?;
    npm_install_all(folder, &SNAPLET).await
}

/// Lets snaplet read the schema and write its client. Nothing is asked of a
/// model: no key is there.
async fn sync(folder: &Path, url: &str) -> Result<(), Trouble> {
    let mut command = Command::new(folder.join("node_modules/.bin/snaplet-seed"));
    command
        .arg("sync")
        .current_dir(folder)
        .env("DATABASE_URL", url);
    succeed("snaplet-seed sync", &mut command).await?;
    Ok(())
}

async fn drizzle(folder: &Path) -> Result<(), Trouble> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.json"), r#"{"type":"module"}"#)?;
    fs::write(
        folder.join("seed.ts"),
        include_str!("../../peers/drizzle.ts"),
    )?;
    npm_install_all(folder, &DRIZZLE).await
}

async fn build(folder: &Path) -> Result<PathBuf, Trouble> {
    let (name, version) = SEEDGEN;
    let root = folder.join("cargo");
    let mut cargo = Command::new("cargo");
    cargo
        .args(["install", name, "--version", version, "--locked", "--root"])
        .arg(&root)
        .current_dir(folder);
    succeed(&format!("cargo install {name}"), &mut cargo).await?;
    Ok(root.join("bin").join(name))
}
