//! The seed files that `[db.seed] sql_paths` names; `*` and `?` stand for any
//! characters of a file name.

use std::path::Path;

use stagecraft_model::Digest;

use super::folder;
use super::{ProjectConfig, SeedFile};
use crate::Error;

/// Lists the seed files in the order of their patterns, and by name within one.
pub(super) fn read(root: &Path, config: &ProjectConfig) -> Result<Vec<SeedFile>, Error> {
    let mut seeds: Vec<SeedFile> = Vec::new();
    if !config.seed_enabled {
        return Ok(seeds);
    }
    for pattern in &config.seed_paths {
        let pattern = pattern.trim_start_matches("./");
        let (folder, file) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        let relative = Path::new("supabase").join(folder);
        for entry in folder::list(&root.join(&relative))? {
            if entry.is_folder || !matches(file, &entry.name) {
                continue;
            }
            let path = if folder.is_empty() {
                format!("supabase/{}", entry.name)
            } else {
                format!("supabase/{folder}/{}", entry.name)
            };
            if seeds.iter().any(|it| it.path == path) {
                continue;
            }
            let bytes = std::fs::read(&entry.path).map_err(|source| Error::FileUnreadable {
                path: entry.path,
                source,
            })?;
            let digest = Digest::of(bytes);
            seeds.push(SeedFile { path, digest });
        }
    }
    Ok(seeds)
}

/// Returns whether `name` fits a pattern of `*`, `?` and plain characters.
fn matches(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    // Which lengths of the name the pattern so far can stand for.
    let mut fits = vec![false; name.len() + 1];
    if let Some(first) = fits.first_mut() {
        *first = true;
    }
    for it in pattern.chars() {
        let mut next = vec![false; name.len() + 1];
        for (length, slot) in next.iter_mut().enumerate() {
            let before = length.checked_sub(1);
            let shorter = before.and_then(|at| fits.get(at)).copied().unwrap_or(false);
            let character = before.and_then(|at| name.get(at));
            *slot = match it {
                '*' => fits.iter().take(length + 1).any(|fit| *fit),
                '?' => shorter,
                _ => shorter && character == Some(&it),
            };
        }
        fits = next;
    }
    fits.last().copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, name, expected) in [
            ("*.sql", "seed.sql", true),
            ("seed.sql", "seed.sql", true),
            ("s?ed*.sql", "seed_02.sql", true),
            ("*.sql", "seed.sql.bak", false),
            ("", "", true),
            ("?", "", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
