//! The settings of `supabase/config.toml` that matter here.
//!
//! Everything else in the file is the CLI's own business and not looked at.

use std::path::Path;

use serde::Deserialize;

use crate::Error;

/// The settings of `supabase/config.toml` that matter here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectConfig {
    /// `project_id`.
    pub project_id: Option<String>,
    /// `[db] major_version`.
    pub db_major: Option<u16>,
    /// `[api] schemas`: what PostgREST exposes.
    pub api_schemas: Vec<String>,
    /// `[db.migrations] schema_paths`, relative to `supabase/`.
    pub schema_paths: Vec<String>,
    /// `[db.seed] enabled`.
    pub seed_enabled: bool,
    /// `[db.seed] sql_paths`, relative to `supabase/`.
    pub seed_paths: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    project_id: Option<String>,
    db: Db,
    api: Api,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Db {
    major_version: Option<u16>,
    seed: Seed,
    migrations: Migrations,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Migrations {
    schema_paths: Vec<String>,
}

#[derive(Deserialize)]
#[serde(default)]
struct Seed {
    enabled: bool,
    sql_paths: Vec<String>,
}

impl Default for Seed {
    fn default() -> Self {
        Self {
            enabled: true,
            sql_paths: vec!["./seed.sql".to_owned()],
        }
    }
}

#[derive(Deserialize)]
#[serde(default)]
struct Api {
    schemas: Vec<String>,
}

impl Default for Api {
    fn default() -> Self {
        Self {
            schemas: vec!["public".to_owned(), "graphql_public".to_owned()],
        }
    }
}

impl ProjectConfig {
    /// Returns what a project without Supabase has.
    pub(super) fn absent() -> Self {
        Self {
            project_id: None,
            db_major: None,
            api_schemas: Vec::new(),
            schema_paths: Vec::new(),
            seed_enabled: false,
            seed_paths: Vec::new(),
        }
    }

    /// Reads the file; a project without one has the CLI's defaults.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(source) => {
                return Err(Error::FileUnreadable {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let file: File = toml::from_str(text).map_err(|source| Error::ConfigMalformed {
            path: path.to_owned(),
            source: Box::new(source),
        })?;
        Ok(Self {
            project_id: file.project_id,
            db_major: file.db.major_version,
            api_schemas: file.api.schemas,
            schema_paths: file.db.migrations.schema_paths,
            seed_enabled: file.db.seed.enabled,
            seed_paths: file.db.seed.sql_paths,
        })
    }
}
