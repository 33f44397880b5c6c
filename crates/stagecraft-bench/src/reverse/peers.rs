//! The peers: fetched from their registries by their own clients when this
//! benchmark is asked for, into a folder that goes with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use crate::layer::Trouble;
use crate::program::{last_line, npm_install, pip_install, run, succeed};

/// With the driver that it connects by.
const MIGRADIFF: &str = "migradiff[pg]==1.7.2";
const PG_DELTA: &str = "@supabase/pg-delta@1.0.0-alpha.34";

pub(super) struct Peers {
    folder: TempDir,
}

/// A file of SQL that a peer has written.
pub(super) struct SqlFile {
    pub(super) path: PathBuf,
    /// Whether it may run as one transaction.
    pub(super) is_transaction: bool,
}

impl Peers {
    pub(super) async fn fetch() -> Result<Self, Trouble> {
        let folder = tempfile::tempdir()?;
        pip_install(folder.path(), MIGRADIFF).await?;
        npm_install(folder.path(), PG_DELTA).await?;
        Ok(Self { folder })
    }

    /// Asks `migra`, as migradiff's command is still called, for what turns
    /// one database into the other.
    pub(super) async fn migradiff(&self, from: &str, to: &str) -> Result<Vec<SqlFile>, Trouble> {
        // What it connects by would look for another driver, which it does not bring.
        let driven = |url: &str| url.replacen("postgresql:", "postgresql+psycopg2:", 1);
        let mut migra = Command::new(self.folder.path().join("venv/bin/migra"));
        migra.args(["--unsafe", "--with-privileges", &driven(from), &driven(to)]);
        let output = run(&mut migra).await?;
        // It ends with 2 when there is a difference, and there is one.
        if output.status.code() != Some(2) {
            return Err(format!("migradiff writes nothing: {}", last_line(&output)).into());
        }
        let path = self.folder.path().join("migradiff.sql");
        fs::write(&path, &output.stdout)?;
        Ok(vec![SqlFile {
            path,
            is_transaction: true,
        }])
    }

    /// Asks `pgdelta` for a plan, everything included, and for its SQL.
    pub(super) async fn pg_delta(&self, from: &str, to: &str) -> Result<Vec<SqlFile>, Trouble> {
        let program = self.folder.path().join("node_modules/.bin/pgdelta");
        let (plan, sql) = (
            self.folder.path().join("plan.json"),
            self.folder.path().join("pg_delta.sql"),
        );
        let mut command = Command::new(&program);
        command.args(["plan", "--source", from, "--desired", to]);
        command
            .args(["--profile", "raw", "--renames", "off", "--out"])
            .arg(&plan);
        succeed("pgdelta plan", &mut command).await?;
        let mut command = Command::new(&program);
        command
            .arg("render")
            .arg("--plan")
            .arg(&plan)
            .arg("--out")
            .arg(&sql)
            .arg("--allow-drops");
        let output = succeed("pgdelta render", &mut command).await?;
        files(&output, self.folder.path())
    }
}

/// Reads the line in which `pgdelta render` says what it wrote.
fn files(output: &Output, folder: &Path) -> Result<Vec<SqlFile>, Trouble> {
    let said: Value = serde_json::from_slice(&output.stdout)?;
    let files = said
        .get("files")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    files
        .iter()
        .map(|file| {
            let path = file.get("path").and_then(Value::as_str);
            let path = path.ok_or("pgdelta render names no path")?;
            let is_transaction = file.get("transactional").and_then(Value::as_bool);
            Ok(SqlFile {
                path: folder.join(path),
                is_transaction: is_transaction.unwrap_or(true),
            })
        })
        .collect()
}
