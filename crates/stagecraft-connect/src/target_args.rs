//! The options by which every command names its database.

use std::path::PathBuf;

use clap::Args;
use stagecraft_model::{Finding, Severity};

use crate::{Dsn, Error, Origin, Secret, Target, vault};

/// The environment variables that are asked when no option is given, in order.
pub const VARIABLES: [&str; 2] = ["SUPABASE_URL", "DATABASE_URL"];

/// The options by which every command names its database.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Database")]
pub struct TargetArgs {
    /// Read the address from a vault file
    ///
    /// The file holds dotenv lines; `DATABASE_URL`, `SUPABASE_DB_URL` or `SUPABASE_URL` is the
    /// address. It is parsed, never run by a shell, and nothing in it is substituted.
    #[arg(long, value_name = "FILE", conflicts_with = "url")]
    pub vault: Option<PathBuf>,
    /// Connect to this address; a password in it is seen by everyone on this machine
    ///
    /// Without `--vault` and `--url` the address is `$SUPABASE_URL` or, when that is not set or
    /// is the project's API, `$DATABASE_URL`. Prefer the vault or the variable: arguments stand
    /// in the process list.
    #[arg(long, value_name = "DSN")]
    pub url: Option<Secret>,
}

impl TargetArgs {
    /// Finds out which database is meant; opens no connection.
    pub fn resolve(&self) -> Result<Target, Error> {
        let target = if let Some(file) = &self.vault {
            from_vault(file)?
        } else if let Some(url) = &self.url {
            from_argument(url)?
        } else {
            from_environment()?
        };
        let home = std::env::var_os("HOME").filter(|it| !it.is_empty());
        Ok(target.with_home(home.map(PathBuf::from)))
    }

    /// Returns whether an option names a database; if not, the environment
    /// may.
    pub fn is_given(&self) -> bool {
        self.vault.is_some() || self.url.is_some()
    }
}

fn from_vault(file: &std::path::Path) -> Result<Target, Error> {
    let entry = vault::read(file)?;
    let origin = Origin::Vault {
        file: file.display().to_string(),
        key: entry.key.to_owned(),
        line: entry.line,
    };
    Ok(read(&entry.value, origin)?.with_findings(entry.findings))
}

fn from_argument(url: &Secret) -> Result<Target, Error> {
    let target = read(url, Origin::Argument)?;
    if !target.dsn().has_password() {
        return Ok(target);
    }
    let finding = Finding::new(
        "password-in-arguments",
        Severity::Warning,
        "--url",
        "the password in `--url` stands in the process list and in the shell's history",
    )
    .why("Everyone on this machine can read the arguments of a running program.")
    .help("use `--vault FILE`, or set `DATABASE_URL`");
    Ok(target.with_findings(vec![finding]))
}

fn from_environment() -> Result<Target, Error> {
    for variable in VARIABLES {
        let Some(value) = std::env::var_os(variable).filter(|it| !it.is_empty()) else {
            continue;
        };
        let value = value
            .into_string()
            .map_err(|_| Error::VariableNotText { variable })?;
        // `SUPABASE_URL` is the project's API in most environments.
        let is_api = variable == "SUPABASE_URL" && value.starts_with("http");
        if is_api && std::env::var_os("DATABASE_URL").is_some_and(|it| !it.is_empty()) {
            continue;
        }
        let origin = Origin::Environment {
            variable: variable.to_owned(),
        };
        return read(&Secret::from(value), origin);
    }
    Err(Error::NoTarget)
}

fn read(value: &Secret, origin: Origin) -> Result<Target, Error> {
    match value.text().parse::<Dsn>() {
        Ok(dsn) => Ok(Target::new(dsn, origin)),
        Err(source) => Err(Error::Dsn { origin, source }),
    }
}
