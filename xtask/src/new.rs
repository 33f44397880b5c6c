//! `new migration <name>`: a migration and its rollback twin.

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::Subcommand;

use crate::shell::{Failure, Outcome, root, say};

/// What can be started from a template.
#[derive(Subcommand)]
pub(crate) enum What {
    /// Create supabase/migrations/TIME_NAME.sql and its rollback twin
    Migration {
        /// Lower-case words joined by underscores, such as `add_shop_timezone`
        name: String,
    },
}

/// Creates what was asked for.
pub(crate) fn run(what: &What) -> Outcome {
    match what {
        What::Migration { name } => migration(&root(), name, &utc_stamp()?),
    }
}

fn migration(root: &Path, name: &str, stamp: &str) -> Outcome {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_');
    if !plain {
        return Err(Failure {
            message: format!("`{name}` is not lower-case words joined by underscores"),
            code: 2,
        });
    }
    let title = name.replace('_', " ");
    let files = [
        (
            format!("supabase/migrations/{stamp}_{name}.sql"),
            format!("-- {title}: say in one sentence what this is for\n"),
        ),
        (
            format!("supabase/rollbacks/{stamp}_{name}.sql"),
            format!("-- takes back {stamp}_{name}\n"),
        ),
    ];
    for (path, text) in files {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
        }
        fs::write(&path, text)
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        say(&format!(
            "created {}",
            path.strip_prefix(root).unwrap_or(&path).display()
        ));
    }
    Ok(())
}

/// Returns the UTC time as `YYYYMMDDHHMMSS`, as the Supabase CLI names files.
fn utc_stamp() -> Result<String, Failure> {
    let output = Command::new("date")
        .args(["-u", "+%Y%m%d%H%M%S"])
        .output()
        .map_err(|error| Failure::new(format!("could not run `date`: {error}")))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_plain_is_refused() {
        let folder = std::env::temp_dir().join(format!("xtask-new-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert_eq!(
            migration(&folder, "../x", "20260101000000")
                .unwrap_err()
                .code,
            2
        );
        migration(&folder, "add_shops", "20260101000000").unwrap();
        assert!(
            folder
                .join("supabase/rollbacks/20260101000000_add_shops.sql")
                .exists()
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
