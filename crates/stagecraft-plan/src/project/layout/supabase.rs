//! `supabase/migrations`, listed as the Supabase CLI lists it, and
//! `supabase/rollbacks`, one file per version.

use std::collections::BTreeMap;
use std::path::Path;

use stagecraft_model::Finding;

use super::assemble::duplicates;
use super::{Layout, Words};
use crate::project::folder::{self, Entry};
use crate::project::{MigrationFile, RollbackFile, text};
use crate::rules::{initial_file_skipped, mixed_digit_counts, rollback_in_migrations};
use crate::rules::{
    rollback_without_migration, stale_keep_file, subfolder_ignored, unmatched_file_name,
};
use crate::{Error, KeepFile};

pub(super) const WORDS: Words = Words {
    name: "supabase",
    tool: "the Supabase CLI",
    up: "`<digits>_<name>.sql`",
    down: "`supabase/rollbacks/<version>_<name>.sql`",
};

/// Reads the migrations in the order in which they are applied: versions are
/// compared as text, and files of one version by name.
pub(in crate::project) fn migrations(
    root: &Path,
    findings: &mut Vec<Finding>,
) -> Result<Vec<MigrationFile>, Error> {
    let mut files = Vec::new();
    for entry in folder::list(&root.join("supabase/migrations"))? {
        let path = format!("supabase/migrations/{}", entry.name);
        if entry.is_folder {
            findings.push(subfolder_ignored::found(&path, sql_files(&entry)?));
        } else if let Some((version, name)) = version_and_name(&entry.name) {
            if files.is_empty() && initial_file_skipped::is_skipped(version, name) {
                findings.push(initial_file_skipped::found(&path));
            }
            if rollback_in_migrations::is_rollback(&entry.name) {
                findings.push(rollback_in_migrations::found(&path));
            }
            let text = text::read(&entry.path, &path, findings)?;
            files.push(MigrationFile {
                version: version.to_owned(),
                name: name.to_owned(),
                path,
                sql: text.sql,
                digest: text.digest,
                no_transaction: false,
            });
        } else if !entry.name.starts_with('.') {
            findings.push(unmatched_file_name::found(Layout::Supabase, &path));
        }
    }
    files.sort_by(|one, other| one.version.cmp(&other.version));
    let is_rollback = |it: &&MigrationFile| rollback_in_migrations::is_rollback(&it.path);
    findings.extend(duplicates(
        Layout::Supabase,
        files
            .iter()
            .filter(|it| !is_rollback(it))
            .map(|it| (it.version.as_str(), it.version.as_str(), it.path.as_str())),
    ));
    findings.extend(digit_counts(&files));
    Ok(files)
}

/// Reads the rollback files; `<version>_<name>.keep.sql` is not one.
pub(in crate::project) fn rollbacks(
    root: &Path,
    migrations: &[MigrationFile],
    findings: &mut Vec<Finding>,
) -> Result<BTreeMap<String, RollbackFile>, Error> {
    let mut rollbacks = BTreeMap::new();
    for entry in folder::list(&root.join("supabase/rollbacks"))? {
        let Some((version, name)) = version_and_name(&entry.name) else {
            continue;
        };
        if entry.is_folder || name.strip_suffix(".keep").is_some() {
            continue;
        }
        let path = format!("supabase/rollbacks/{}", entry.name);
        let migration = migrations.iter().find(|it| it.version == version);
        if migration.is_none() {
            findings.push(rollback_without_migration::found(version, &path));
        }
        let mut found = Vec::new();
        let text = text::read(&entry.path, &path, &mut found)?;
        findings.extend(found.iter().cloned());
        rollbacks.insert(
            version.to_owned(),
            RollbackFile {
                version: version.to_owned(),
                migration: migration.map(|it| it.path.clone()),
                name: name.to_owned(),
                path,
                sql: text.sql,
                digest: text.digest,
                layout: Layout::Supabase,
                no_transaction: false,
                findings: found,
            },
        );
    }
    Ok(rollbacks)
}

/// Reads the files that keep rows, by version.
pub(in crate::project) fn keeps(
    root: &Path,
    migrations: &[MigrationFile],
    findings: &mut Vec<Finding>,
) -> Result<BTreeMap<String, KeepFile>, Error> {
    let mut keeps = BTreeMap::new();
    for entry in folder::list(&root.join("supabase/rollbacks"))? {
        let Some((version, _)) =
            version_and_name(&entry.name).filter(|(_, name)| name.strip_suffix(".keep").is_some())
        else {
            continue;
        };
        let path = format!("supabase/rollbacks/{}", entry.name);
        let text = text::read(&entry.path, &path, findings)?;
        let mut file = KeepFile::read(&text.sql);
        let migration = migrations.iter().find(|it| it.version == version);
        if let Some(migration) = migration
            && file.migration != Some(migration.digest)
        {
            findings.push(stale_keep_file::found(&path, &migration.path));
        }
        file.path = path;
        file.digest = Some(text.digest);
        keeps.insert(version.to_owned(), file);
    }
    Ok(keeps)
}

/// Splits `<digits>_<name>.sql`.
fn version_and_name(file_name: &str) -> Option<(&str, &str)> {
    let stem = file_name.strip_suffix(".sql")?;
    let (version, name) = stem.split_once('_')?;
    let digits = !version.is_empty() && version.bytes().all(|it| it.is_ascii_digit());
    digits.then_some((version, name))
}

fn sql_files(folder: &Entry) -> Result<usize, Error> {
    let entries = folder::list(&folder.path)?;
    Ok(entries
        .iter()
        .filter(|it| it.name.strip_suffix(".sql").is_some())
        .count())
}

fn digit_counts(files: &[MigrationFile]) -> Option<Finding> {
    let mut mixed = None;
    for pair in files.windows(2) {
        let [one, next] = pair else { continue };
        let (first, second) = (&one.version, &next.version);
        if first.len() != second.len() {
            let number = |it: &str| it.trim_start_matches('0').to_owned();
            let (small, large) = (number(first), number(second));
            if (small.len(), &small) > (large.len(), &large) {
                return Some(mixed_digit_counts::found(first, second, true));
            }
            mixed.get_or_insert_with(|| mixed_digit_counts::found(first, second, false));
        }
    }
    mixed
}
