//! `supabase/migrations`, listed as the Supabase CLI lists it.

use std::path::Path;

use stagecraft_model::Finding;

use super::folder::{self, Entry, version_and_name};
use super::{MigrationFile, text};
use crate::Error;
use crate::rules::{duplicate_version, initial_file_skipped, mixed_digit_counts};
use crate::rules::{rollback_in_migrations, subfolder_ignored, unmatched_file_name};

/// Reads the migrations in the order in which they are applied: versions are
/// compared as text, and files of one version by name.
pub(super) fn read(root: &Path, findings: &mut Vec<Finding>) -> Result<Vec<MigrationFile>, Error> {
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
            });
        } else if !entry.name.starts_with('.') {
            findings.push(unmatched_file_name::found(&path));
        }
    }
    files.sort_by(|one, other| one.version.cmp(&other.version));
    findings.extend(duplicates(&files));
    findings.extend(digit_counts(&files));
    Ok(files)
}

fn sql_files(folder: &Entry) -> Result<usize, Error> {
    let entries = folder::list(&folder.path)?;
    Ok(entries
        .iter()
        .filter(|it| it.name.strip_suffix(".sql").is_some())
        .count())
}

fn duplicates(files: &[MigrationFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut first: Option<&MigrationFile> = None;
    let is_rollback = |it: &MigrationFile| rollback_in_migrations::is_rollback(&it.path);
    for file in files.iter().filter(|it| !is_rollback(it)) {
        match first {
            Some(first) if first.version == file.version => {
                findings.push(duplicate_version::found(
                    &file.version,
                    &first.path,
                    &file.path,
                ));
            }
            _ => first = Some(file),
        }
    }
    findings
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
