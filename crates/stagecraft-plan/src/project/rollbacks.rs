//! `supabase/rollbacks`: one file per version.

use std::collections::BTreeMap;
use std::path::Path;

use stagecraft_model::Finding;

use super::folder::{self, version_and_name};
use super::{MigrationFile, RollbackFile, text};
use crate::Error;
use crate::rules::rollback_without_migration;

/// Reads the rollback files; `<version>_<name>.keep.sql` is not one.
pub(super) fn read(
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
        if !migrations.iter().any(|it| it.version == version) {
            findings.push(rollback_without_migration::found(version, &path));
        }
        let text = text::read(&entry.path, &path, findings)?;
        rollbacks.insert(
            version.to_owned(),
            RollbackFile {
                name: name.to_owned(),
                path,
                sql: text.sql,
                digest: text.digest,
            },
        );
    }
    Ok(rollbacks)
}
