//! What a project's folder holds.

mod config;
mod files;
mod folder;
mod layout;
mod seeds;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use stagecraft_model::Finding;

pub use config::ProjectConfig;
pub use files::{MigrationFile, RollbackFile, SeedFile};
pub use layout::Layout;

use crate::{Error, KeepFile};
use layout::{Files, supabase};

/// A project as it stands on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The folder that holds `supabase/`, or the one that was named.
    pub root: PathBuf,
    /// Whose way of laying out migrations it follows.
    pub layout: Layout,
    /// What `supabase/config.toml` sets; without it nothing.
    pub config: ProjectConfig,
    /// Migrations, in the order in which they are applied.
    pub migrations: Vec<MigrationFile>,
    /// What undoes a migration, by its version, with its name behind it where
    /// another file has that version already; also where no migration has that
    /// version, which a finding says.
    pub rollbacks: BTreeMap<String, RollbackFile>,
    /// What keeps the rows that a migration would destroy, by its version.
    pub keeps: BTreeMap<String, KeepFile>,
    /// Seed files, in the order in which they are run.
    pub seeds: Vec<SeedFile>,
    /// What reading found: skipped files, misplaced files, broken text.
    pub findings: Vec<Finding>,
}

impl Project {
    /// Reads the folder that holds `supabase/`, or `supabase/` itself.
    pub fn read(dir: &Path) -> Result<Self, Error> {
        let root = folder::root(dir)?;
        let config = ProjectConfig::read(&root.join("supabase/config.toml"))?;
        let mut findings = Vec::new();
        let migrations = supabase::migrations(&root, &mut findings)?;
        let rollbacks = supabase::rollbacks(&root, &migrations, &mut findings)?;
        let keeps = supabase::keeps(&root, &migrations, &mut findings)?;
        let seeds = seeds::read(&root, &config)?;
        Ok(Self {
            root,
            layout: Layout::Supabase,
            config,
            migrations,
            rollbacks,
            keeps,
            seeds,
            findings,
        })
    }

    /// Reads a project of any layout: of the one that is asked for, or else of
    /// Supabase's where there is `supabase/`, or of the only one that fits
    /// what stands in the usual folders or in `dir` itself.
    pub fn read_any(dir: &Path, layout: Option<Layout>) -> Result<Self, Error> {
        if layout == Some(Layout::Supabase) || (layout.is_none() && folder::root(dir).is_ok()) {
            return Self::read(dir);
        }
        if let Some(root) = folder::root_above(dir).filter(|_| layout.is_none()) {
            return Self::read(&root);
        }
        let found = layout::find(dir, layout)?;
        let mut findings = Vec::new();
        let Files {
            migrations,
            rollbacks,
        } = layout::read(&found, &mut findings)?;
        Ok(Self {
            root: dir.to_owned(),
            layout: found.layout,
            config: ProjectConfig::absent(),
            migrations,
            rollbacks,
            keeps: BTreeMap::new(),
            seeds: Vec::new(),
            findings,
        })
    }

    /// Returns the texts that findings point into, by path.
    pub fn sources(&self) -> BTreeMap<String, String> {
        let mut sources: BTreeMap<String, String> = self
            .migrations
            .iter()
            .map(|it| (it.path.clone(), it.sql.clone()))
            .collect();
        for rollback in self.rollbacks.values() {
            sources
                .entry(rollback.path.clone())
                .and_modify(|up| *up = layout::merged(up, &rollback.sql))
                .or_insert_with(|| rollback.sql.clone());
        }
        sources
    }

    /// Returns what undoes the migration of this path.
    pub fn rollback_of(&self, path: &str) -> Option<&RollbackFile> {
        self.rollbacks
            .values()
            .find(|it| it.migration.as_deref() == Some(path))
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
