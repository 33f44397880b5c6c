//! Puts the files of a folder together: migrations in order, and what undoes
//! each.

use std::collections::BTreeMap;

use stagecraft_model::Finding;

use super::detect::Found;
use super::part::{Part, Role, without_zeros};
use super::side::{self, Side};
use super::{Layout, diesel};
use crate::Error;
use crate::project::{MigrationFile, RollbackFile};
use crate::rules::{
    duplicate_version, migration_not_run, rollback_without_migration, text_order,
    unmatched_file_name,
};

/// What a folder's files came to.
pub(in crate::project) struct Files {
    pub(in crate::project) migrations: Vec<MigrationFile>,
    pub(in crate::project) rollbacks: BTreeMap<String, RollbackFile>,
}

/// Reads the files of a folder; what is wrong with them is added to `findings`.
pub(in crate::project) fn read(found: &Found, findings: &mut Vec<Finding>) -> Result<Files, Error> {
    let layout = found.layout;
    let (mut ups, mut downs, mut programs) = (Vec::new(), Vec::new(), Vec::new());
    for item in &found.listing.files {
        let path = below(found.folder, &item.name);
        let Some(part) = layout.part(&item.name) else {
            if is_stray(&item.name) {
                findings.push(unmatched_file_name::found(layout, &path));
            }
            continue;
        };
        match part.role {
            Role::ProgramUp | Role::ProgramDown => programs.push((part, path)),
            Role::Repeatable => findings.push(migration_not_run::repeatable(layout.tool(), &path)),
            Role::UpAndDown => {
                let (up, down) = side::read_both(item, part, path, findings)?;
                ups.push(up);
                downs.extend(down);
            }
            Role::Up => ups.push(side::read(layout, item, part, path, findings)?),
            Role::Down => downs.push(side::read(layout, item, part, path, findings)?),
        }
    }
    findings.extend(without_migration(found));
    findings.extend(not_run(&programs));
    ups.sort_by(|one, other| (&one.part.order, &one.path).cmp(&(&other.part.order, &other.path)));
    findings.extend(duplicates(
        layout,
        ups.iter().map(|it| {
            let part = &it.part;
            (part.same.as_str(), part.version.as_str(), it.path.as_str())
        }),
    ));
    if matches!(layout, Layout::Numbered | Layout::Dbmate) {
        findings.extend(misordered(&ups));
    }
    let rollbacks = rollbacks(layout, downs, &ups, &programs, findings);
    let migrations = ups.into_iter().map(Side::into_migration).collect();
    Ok(Files {
        migrations,
        rollbacks,
    })
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// Returns whether someone may have meant a file to be a migration.
fn is_stray(name: &str) -> bool {
    name.strip_suffix(".sql").is_some() && !name.contains('/') && !name.starts_with('.')
}

/// Finds folders that are named like a migration of diesel's but hold nothing.
fn without_migration(found: &Found) -> impl Iterator<Item = Finding> {
    let folders = found.listing.folders.iter().filter(|folder| {
        let (up, down) = (format!("{folder}/up.sql"), format!("{folder}/down.sql"));
        found.layout == Layout::Diesel
            && diesel::version(folder).is_some()
            && !found.listing.names().any(|it| it == up || it == down)
    });
    folders.map(|it| unmatched_file_name::found(found.layout, &below(found.folder, it)))
}

fn not_run(programs: &[(Part, String)]) -> Vec<Finding> {
    let other = |part: &Part, is_down: bool| {
        let mut same = programs.iter().filter(|it| it.0.same == part.same);
        same.find(|it| it.0.role.is_down() == is_down)
    };
    programs
        .iter()
        .filter_map(|(part, path)| match part.role {
            Role::ProgramUp => {
                let down = other(part, true).map(|it| it.1.as_str());
                Some(migration_not_run::program(path, down))
            }
            _ if other(part, false).is_some() => None,
            _ => Some(migration_not_run::program_back(path)),
        })
        .collect()
}

/// Finds files whose version another one has; each is `(what makes versions
/// the same, version, path)`.
pub(super) fn duplicates<'a>(
    layout: Layout,
    files: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
) -> Vec<Finding> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for (same, version, path) in files {
        match first.get(same) {
            Some(taken) => findings.push(duplicate_version::found(layout, version, taken, path)),
            None => drop(first.insert(same, path)),
        }
    }
    findings
}

/// Finds the first file that comes before one with a smaller number.
fn misordered(ups: &[Side]) -> Option<Finding> {
    let number = |it: &Side| {
        let digits = without_zeros(&it.part.version).to_owned();
        (digits.len(), digits)
    };
    ups.windows(2).find_map(|pair| match pair {
        [one, next] if number(one) > number(next) => Some(text_order::found(&one.path, &next.path)),
        _ => None,
    })
}

fn rollbacks(
    layout: Layout,
    downs: Vec<Side>,
    ups: &[Side],
    programs: &[(Part, String)],
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, RollbackFile> {
    let mut rollbacks: BTreeMap<String, RollbackFile> = BTreeMap::new();
    for down in downs {
        let same = &down.part.same;
        let up = undone_by(&down, ups);
        let is_program = |(part, _): &(Part, String)| part.same == *same && !part.role.is_down();
        if up.is_none() && !programs.iter().any(is_program) {
            let version = &down.part.version;
            findings.push(rollback_without_migration::found(version, &down.path));
        }
        let migration = up.map(|it| it.path.clone());
        let version = up.map_or(&down.part.version, |it| &it.part.version).clone();
        let taken = rollbacks
            .values()
            .find(|it| it.version == version && (it.migration == migration || migration.is_none()));
        if let Some(taken) = taken {
            let found = duplicate_version::found(layout, &version, &taken.path, &down.path);
            let why = "A migration is undone by one file: the other one is never run.";
            findings.push(found.why(why).help("leave one of the two"));
            continue;
        }
        let key = if rollbacks.contains_key(&version) {
            format!("{version}_{}", down.part.name)
        } else {
            version.clone()
        };
        rollbacks.insert(key, down.into_rollback(version, migration, layout));
    }
    rollbacks
}

/// Returns the migration that a rollback undoes: of several of its version the
/// one of its name.
fn undone_by<'a>(down: &Side, ups: &'a [Side]) -> Option<&'a Side> {
    let mut same = ups.iter().filter(|it| it.part.same == down.part.same);
    let named = same.clone().find(|it| it.part.name == down.part.name);
    named.or_else(|| same.next())
}
