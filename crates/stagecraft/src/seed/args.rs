//! What is made, and how much of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use stagecraft_model::{Failure, Finding, Severity};
use stagecraft_seed::{Profile, SeedConfig};
use stagecraft_terminal::Terminal;

use super::Error;

/// Where a project's profile lies.
const PROFILE: &str = "supabase/seed.toml";

/// What is made, and how much
#[derive(Debug, Clone, Args)]
pub(super) struct WhatArgs {
    /// The project: a folder that holds supabase/, or a folder of migrations
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) project: PathBuf,
    /// The profile; otherwise supabase/seed.toml of the project, if there is one
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// A scale of the profile
    #[arg(long, value_name = "NAME")]
    scale: Option<String>,
    /// How many tenants, instead of what the scale says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    tenants: Option<u64>,
    /// How many rows a table gets of which the profile says nothing
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    rows: Option<u64>,
    /// Another seed than the profile's: other values, as reproducible
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

impl WhatArgs {
    /// Returns how much is made.
    pub(super) fn config(&self, profile: &Profile) -> Result<SeedConfig, Error> {
        if let Some(name) = &self.scale
            && !profile.scales.contains_key(name)
        {
            return Err(Error::NoScale {
                name: name.clone(),
                known: profile.scales.keys().cloned().collect(),
            });
        }
        Ok(SeedConfig {
            scale: self.scale.clone(),
            tenants: self.tenants,
            rows: self.rows,
            seed: self.seed,
            replace: false,
        })
    }

    /// Reads the profile; what is wrong in it is shown with its line. Returns
    /// the usual one where the project has none.
    pub(super) fn profile(
        &self,
        terminal: &Terminal,
    ) -> Result<(Profile, BTreeMap<String, String>), Failure> {
        let path = match &self.profile {
            Some(path) => path.clone(),
            None => usual(&self.project),
        };
        if self.profile.is_none() && !path.exists() {
            return Ok((Profile::default(), BTreeMap::new()));
        }
        let text = std::fs::read_to_string(&path).map_err(|source| Error::Unreadable {
            path: path.clone(),
            source,
        })?;
        let file = name_of(&path, &self.project);
        let sources = BTreeMap::from([(file.clone(), text.clone())]);
        match Profile::parse(&file, &text) {
            Ok(profile) => Ok((profile, sources)),
            Err(error) => {
                let mut finding = Finding::new(
                    "unreadable-profile",
                    Severity::Error,
                    &error.file,
                    error.message.as_str(),
                );
                let at = crate::rls::span(error.line, error.column, &text);
                finding = finding.at(error.file.as_str(), at);
                terminal.findings(&[finding], &sources);
                Err(Error::Profile(error).into())
            }
        }
    }
}

/// Returns where a project's profile lies; the project may be its `supabase/`.
pub(super) fn usual(project: &Path) -> PathBuf {
    let inside = project.join("seed.toml");
    let is_supabase = project.file_name().is_some_and(|it| it == "supabase");
    if is_supabase {
        inside
    } else {
        project.join(PROFILE)
    }
}

fn name_of(path: &Path, project: &Path) -> String {
    let inside = path.strip_prefix(project).unwrap_or(path);
    inside.display().to_string()
}
