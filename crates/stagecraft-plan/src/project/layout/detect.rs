//! Where a project's migrations are, and whose layout they follow.

use std::path::Path;

use super::listing::{self, Language, Listing};
use super::part::Role;
use super::{Layout, diesel, flyway, golang_migrate, numbered, prisma, sqlx};
use crate::Error;

/// Where migrations usually are; the last is the named folder itself.
const FOLDERS: [&str; 8] = [
    "migrations",
    "migrations/postgresql",
    "migrations/postgres",
    "db/migrations",
    "db/migration",
    "src/main/resources/db/migration",
    "prisma/migrations",
    "",
];

/// A folder whose migrations are understood.
pub(in crate::project) struct Found {
    pub(in crate::project) layout: Layout,
    /// Relative to the project; empty for the project's folder itself.
    pub(super) folder: &'static str,
    pub(super) listing: Listing,
}

/// What is known of a folder besides names.
#[derive(Debug, Clone, Copy)]
struct Signs {
    language: Option<Language>,
    has_sections: bool,
}

/// Finds the one folder of `dir` with migrations of `wanted`, or of the one
/// layout that fits.
pub(in crate::project) fn find(dir: &Path, wanted: Option<Layout>) -> Result<Found, Error> {
    let mut all = Vec::new();
    let mut seen = Vec::new();
    for folder in FOLDERS {
        let path = dir.join(folder);
        if !path.is_dir() {
            continue;
        }
        let listing = listing::list(&path)?;
        let layouts = match wanted {
            Some(layout) if holds(layout, listing.names()) => vec![layout],
            Some(_) => Vec::new(),
            None => {
                let signs = Signs {
                    language: listing::language(&path),
                    has_sections: listing.has_sections(),
                };
                fitting(&listing.names().collect::<Vec<_>>(), signs)
            }
        };
        seen.push(described(folder, &listing));
        all.extend(layouts.into_iter().map(|layout| Found {
            layout,
            folder,
            listing: listing.clone(),
        }));
    }
    if all.len() > 1 {
        return Err(Error::LayoutAmbiguous {
            path: dir.to_owned(),
            found: all
                .iter()
                .map(|it| (it.layout, shown(it.folder).to_owned()))
                .collect(),
        });
    }
    all.pop().ok_or_else(|| Error::MigrationsMissing {
        path: dir.to_owned(),
        layout: wanted,
        seen,
        looked: FOLDERS.map(shown).map(str::to_owned).to_vec(),
    })
}

/// Returns the layouts that the files of a folder may follow.
fn fitting(names: &[&str], signs: Signs) -> Vec<Layout> {
    let any = |test: &dyn Fn(&str) -> bool| names.iter().any(|it| test(it));
    let is_pair = |it: &str| {
        golang_migrate::part(it).is_some_and(|it| matches!(it.role, Role::Up | Role::ProgramUp))
    };
    let is_program = |it: &str| golang_migrate::part(it).is_some_and(|it| it.role.is_program());
    let is_up = |it: &str| numbered::part(it).is_some_and(|it| it.role == Role::Up);
    let is_single = |it: &str| is_up(it) && !is_pair(it);
    let is_down_folder = |it: &str| numbered::part(it).is_some() && it.contains('/');
    let is_versioned = |it: &str| flyway::part(it).is_some_and(|it| it.role == Role::Up);

    let mut layouts = Vec::new();
    if any(&|it| diesel::part(it).is_some_and(|it| it.role == Role::Up)) {
        layouts.push(Layout::Diesel);
    }
    if any(&|it| prisma::part(it).is_some_and(|it| it.role == Role::Up)) {
        layouts.push(Layout::Prisma);
    }
    if any(&is_versioned) {
        layouts.push(Layout::Flyway);
    }
    let (pairs, singles) = (any(&is_pair), any(&is_single));
    if pairs {
        match signs.language {
            _ if any(&is_program) => layouts.push(Layout::GolangMigrate),
            Some(Language::Rust) => layouts.push(Layout::Sqlx),
            // Only sqlx reads both; without a manifest it is not told which is meant.
            None if singles => layouts.extend([Layout::GolangMigrate, Layout::Sqlx]),
            Some(Language::Go) | None => layouts.push(Layout::GolangMigrate),
        }
    }
    if singles && signs.has_sections {
        layouts.push(Layout::Dbmate);
    } else if singles && !pairs {
        let is_sqlx = signs.language == Some(Language::Rust)
            && !any(&is_down_folder)
            && any(&|it| sqlx::part(it).is_some_and(|it| it.role == Role::Up));
        layouts.push(if is_sqlx {
            Layout::Sqlx
        } else {
            Layout::Numbered
        });
    }
    layouts
}

/// Returns whether any file is a migration of a layout.
fn holds<'a>(layout: Layout, names: impl Iterator<Item = &'a str>) -> bool {
    names
        .filter_map(|it| layout.part(it))
        .any(|it| !it.role.is_down())
}

fn shown(folder: &str) -> &str {
    if folder.is_empty() { "." } else { folder }
}

/// Says what a folder holds instead of migrations.
fn described(folder: &str, listing: &Listing) -> String {
    let folder = shown(folder);
    let mut names = listing.names().filter(|it| !it.starts_with('.'));
    // A file of SQL says more than a readme.
    let sample = names
        .clone()
        .find(|it| it.strip_suffix(".sql").is_some())
        .or_else(|| names.clone().next());
    match (sample, names.by_ref().count()) {
        (None, _) => format!("`{folder}` (no files)"),
        (Some(name), 1) => format!("`{folder}` (only `{name}`)"),
        (Some(name), count) => format!("`{folder}` ({count} files, such as `{name}`)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&str], language: Option<Language>, has_sections: bool) -> Vec<Layout> {
        let signs = Signs {
            language,
            has_sections,
        };
        fitting(names, signs)
    }

    #[test]
    fn what_names_and_signs_say() {
        use Language::{Go, Rust};
        use Layout::{Dbmate, Diesel, Flyway, GolangMigrate, Numbered, Prisma, Sqlx};

        let pair: &[&str] = &["1_a.up.sql", "1_a.down.sql"];
        let single: &[&str] = &["1_a.sql"];
        let both: &[&str] = &["1_a.up.sql", "2_b.sql"];
        for (names, language, sections, expected) in [
            (pair, None, false, vec![GolangMigrate]),
            (pair, Some(Go), false, vec![GolangMigrate]),
            (pair, Some(Rust), false, vec![Sqlx]),
            (&["1_a.up.go"], Some(Rust), false, vec![GolangMigrate]),
            (both, None, false, vec![GolangMigrate, Sqlx]),
            (both, Some(Rust), false, vec![Sqlx]),
            (both, Some(Go), false, vec![GolangMigrate]),
            (single, None, false, vec![Numbered]),
            (single, Some(Rust), false, vec![Sqlx]),
            (single, Some(Go), false, vec![Numbered]),
            (single, None, true, vec![Dbmate]),
            (&["1.sql"], Some(Rust), false, vec![Numbered]),
            (&["1_a.sql", "1_a.down.sql"], None, false, vec![Numbered]),
            (
                &["1_a.sql", "down/1_a.sql"],
                Some(Rust),
                false,
                vec![Numbered],
            ),
            (&["V1__a.sql", "U1__a.sql"], None, false, vec![Flyway]),
            (&["2020_a/up.sql"], Some(Rust), false, vec![Diesel]),
            (
                &["2020_a/migration.sql", "migration_lock.toml"],
                None,
                false,
                vec![Prisma],
            ),
            (
                &["2020_a/up.sql", "1_a.sql"],
                None,
                false,
                vec![Diesel, Numbered],
            ),
            (&["1_a.down.sql"], None, false, vec![]),
            (&["readme.md", "schema.sql"], None, true, vec![]),
        ] {
            assert_eq!(
                of(names, language, sections),
                expected,
                "{names:?} {language:?}"
            );
        }
    }
}
