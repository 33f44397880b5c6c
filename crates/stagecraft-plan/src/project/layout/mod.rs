//! How migrations lie in a folder: one file per tool whose layout is read.
//!
//! A layout's file says, from names alone, what a file is. Listing folders
//! and reading texts is common to all of them. A tool's history table is not
//! looked at.

mod assemble;
mod dbmate;
mod detect;
mod diesel;
mod flyway;
mod golang_migrate;
mod listing;
mod numbered;
mod part;
mod prisma;
mod side;
mod sqlx;
pub(super) mod supabase;

use std::fmt;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

pub(super) use assemble::{Files, read};
pub(super) use dbmate::merged;
pub(super) use detect::find;
use part::Part;

/// Whose way of laying out migrations a project follows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// supabase/migrations and supabase/rollbacks
    #[default]
    Supabase,
    /// Pairs of `<version>_<title>.up.sql` and `.down.sql`
    GolangMigrate,
    /// `<version>_<name>.up.sql` and `.down.sql`, or only `<version>_<name>.sql`
    Sqlx,
    /// Folders `<stamp>_<name>` with up.sql, down.sql and perhaps metadata.toml
    Diesel,
    /// Folders `<stamp>_<name>` with migration.sql and perhaps down.sql
    Prisma,
    /// `<version>_<name>.sql` with `-- migrate:up` and `-- migrate:down`
    Dbmate,
    /// `V<version>__<name>.sql` and `U<version>__<name>.sql`
    #[value(alias = "refinery")]
    Flyway,
    /// Other numbered files; `<name>.down.sql` or `down/<name>.sql` undoes one
    Numbered,
}

/// What a layout is called, and what its files are called.
pub(super) struct Words {
    name: &'static str,
    /// Who reads it, as a sentence says it.
    tool: &'static str,
    /// How a migration is named.
    up: &'static str,
    /// What undoes a migration, as it is added to a project.
    down: &'static str,
}

impl Layout {
    /// Returns the statement that makes the history table of the layout's tool,
    /// where migrations are known to name it.
    pub fn books(self) -> Option<&'static str> {
        match self {
            Self::Diesel => Some(
                "create table if not exists public.__diesel_schema_migrations (
                    version varchar(50) primary key not null,
                    run_on timestamp not null default current_timestamp
                )",
            ),
            _ => None,
        }
    }

    /// Returns its name, as `--layout` takes it.
    pub fn name(self) -> &'static str {
        self.words().name
    }

    pub(crate) fn tool(self) -> &'static str {
        self.words().tool
    }

    pub(crate) fn up(self) -> &'static str {
        self.words().up
    }

    pub(crate) fn down(self) -> &'static str {
        self.words().down
    }

    fn words(self) -> &'static Words {
        match self {
            Self::Supabase => &supabase::WORDS,
            Self::GolangMigrate => &golang_migrate::WORDS,
            Self::Sqlx => &sqlx::WORDS,
            Self::Diesel => &diesel::WORDS,
            Self::Prisma => &prisma::WORDS,
            Self::Dbmate => &dbmate::WORDS,
            Self::Flyway => &flyway::WORDS,
            Self::Numbered => &numbered::WORDS,
        }
    }

    /// Returns what a file of this layout is, told from its path in the
    /// folder. Supabase's is read by [`supabase`] itself.
    fn part(self, path: &str) -> Option<Part> {
        match self {
            Self::Supabase => None,
            Self::GolangMigrate => golang_migrate::part(path),
            Self::Sqlx => sqlx::part(path),
            Self::Diesel => diesel::part(path),
            Self::Prisma => prisma::part(path),
            Self::Dbmate => dbmate::part(path),
            Self::Flyway => flyway::part(path),
            Self::Numbered => numbered::part(path),
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_is_named_alike_everywhere() {
        for layout in Layout::value_variants() {
            let value = layout.to_possible_value().unwrap();
            assert_eq!(value.get_name(), layout.name());
            let json = serde_json::to_string(layout).unwrap();
            assert_eq!(json, format!("\"{layout}\""));
        }
    }
}
