//! What a supabase folder holds.

mod config;
mod folder;
mod migrations;
mod rollbacks;
mod seeds;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use stagecraft_model::{Digest, Finding};

pub use config::ProjectConfig;

use crate::Error;

/// A project as it stands on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The folder that holds `supabase/`.
    pub root: PathBuf,
    /// What `supabase/config.toml` sets.
    pub config: ProjectConfig,
    /// Files of `supabase/migrations`, in the order in which they are applied.
    pub migrations: Vec<MigrationFile>,
    /// Files of `supabase/rollbacks` by version.
    pub rollbacks: BTreeMap<String, RollbackFile>,
    /// Seed files, in the order in which they are run.
    pub seeds: Vec<SeedFile>,
    /// What reading found: skipped files, misplaced files, broken text.
    pub findings: Vec<Finding>,
}

/// One file of `supabase/migrations`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationFile {
    /// The digits that its name begins with.
    pub version: String,
    /// What follows them, without `.sql`.
    pub name: String,
    /// Relative to the project, with forward slashes.
    pub path: String,
    /// Its text; bytes that are not UTF-8 are replaced, and a finding says so.
    pub sql: String,
    /// Digest of its bytes.
    pub digest: Digest,
}

/// One file of `supabase/rollbacks`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollbackFile {
    /// What follows the version, without `.sql`.
    pub name: String,
    /// Relative to the project, with forward slashes.
    pub path: String,
    /// Its text.
    pub sql: String,
    /// Digest of its bytes.
    pub digest: Digest,
}

/// One seed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedFile {
    /// Relative to the project, with forward slashes.
    pub path: String,
    /// Digest of its bytes.
    pub digest: Digest,
}

impl Project {
    /// Reads the folder that holds `supabase/`, or `supabase/` itself.
    pub fn read(dir: &Path) -> Result<Self, Error> {
        let root = folder::root(dir)?;
        let supabase = root.join("supabase");
        let config = ProjectConfig::read(&supabase.join("config.toml"))?;
        let mut findings = Vec::new();
        let migrations = migrations::read(&root, &mut findings)?;
        let rollbacks = rollbacks::read(&root, &migrations, &mut findings)?;
        let seeds = seeds::read(&root, &config)?;
        Ok(Self {
            root,
            config,
            migrations,
            rollbacks,
            seeds,
            findings,
        })
    }

    /// Returns the texts that findings point into, by path.
    pub fn sources(&self) -> BTreeMap<String, String> {
        let migrations = self.migrations.iter().map(|it| (&it.path, &it.sql));
        let rollbacks = self.rollbacks.values().map(|it| (&it.path, &it.sql));
        migrations
            .chain(rollbacks)
            .map(|(path, sql)| (path.clone(), sql.clone()))
            .collect()
    }

    /// Returns the text of a migration; empty when there is none of that path.
    pub fn sql_of(&self, path: &str) -> &str {
        self.migrations
            .iter()
            .find(|it| it.path == path)
            .map_or("", |it| &it.sql)
    }
}

/// Reads one SQL file; `name` is what findings call it.
pub(crate) fn read_sql(
    path: &Path,
    name: &str,
    findings: &mut Vec<Finding>,
) -> Result<String, Error> {
    text::read(path, name, findings).map(|it| it.sql)
}
