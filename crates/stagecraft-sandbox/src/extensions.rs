//! Which extensions are real here and which are stood in for.

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::io;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::platform::EXTENSIONS;

/// An extension that this server only has as a stand-in: its functions and
/// tables are there, what they do is not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StandIn {
    /// The extension's name.
    pub name: String,
    /// The version that the stand-in speaks for.
    pub version: String,
    /// Why the real one is not used.
    pub reason: StandInReason,
}

/// Why a real extension is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandInReason {
    /// The server does not have it.
    Absent,
    /// The server has it, but it only works with a background process that
    /// would run jobs or reach the network by itself.
    Background,
}

/// Real ones of these would act by themselves once preloaded, and fail when
/// they are not.
const BACKGROUND: &[&str] = &["pg_cron", "pg_net", "pgsodium", "supabase_vault"];

/// What the platform lets `postgres` create although it is no superuser.
#[rustfmt::skip]
const TRUSTED: &[&str] = &[
    "address_standardizer", "address_standardizer_data_us", "amcheck", "autoinc", "bloom",
    "btree_gin", "btree_gist", "citext", "cube", "dblink", "dict_int", "dict_xsyn",
    "earthdistance", "fuzzystrmatch", "hstore", "http", "hypopg", "index_advisor",
    "insert_username", "intarray", "isn", "ltree", "moddatetime", "pg_buffercache",
    "pg_cron", "pg_graphql", "pg_hashids", "pg_jsonschema", "pg_net", "pg_prewarm",
    "pg_repack", "pg_stat_monitor", "pg_stat_statements", "pg_tle", "pg_trgm",
    "pg_walinspect", "pgaudit", "pgcrypto", "pgjwt", "pgmq", "pgroonga",
    "pgroonga_database", "pgrouting", "pgrowlocks", "pgsodium", "pgstattuple", "pgtap",
    "plpgsql_check", "plv8", "postgis", "postgis_raster", "postgis_sfcgal",
    "postgis_tiger_geocoder", "postgis_topology", "postgres_fdw", "refint", "rum", "seg",
    "sslinfo", "supabase_vault", "tablefunc", "tcn", "timescaledb", "tsm_system_rows",
    "tsm_system_time", "unaccent", "uuid-ossp", "vector", "wrappers",
];

/// Returns the stand-ins for a server whose real extensions are `real`, by name.
pub(crate) fn stand_ins(is_real: impl Fn(&str) -> bool) -> Vec<StandIn> {
    EXTENSIONS
        .iter()
        .filter_map(|(file, text)| Some((file.strip_suffix(".control")?, *text)))
        .filter_map(|(name, control)| {
            let reason = match (is_real(name), BACKGROUND.contains(&name)) {
                (false, _) => StandInReason::Absent,
                (true, true) => StandInReason::Background,
                (true, false) => return None,
            };
            Some(StandIn {
                name: name.to_owned(),
                version: setting(control, "default_version").unwrap_or_default(),
                reason,
            })
        })
        .collect()
}

/// Fills the folder `to` with the server's real extensions, as trusted as on
/// the platform, and with stand-ins for the others.
pub(crate) fn populate(from: &Path, to: &Path) -> io::Result<()> {
    let stand_ins = stand_ins(|name| from.join(format!("{name}.control")).exists());
    let mut real = BTreeMap::new();
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        real.insert(
            entry.file_name().to_string_lossy().into_owned(),
            entry.path(),
        );
    }
    for (file, path) in real {
        let extension = extension_of(&file);
        if stand_ins.iter().any(|it| it.name == extension) {
            continue;
        }
        if file.ends_with(".control") && TRUSTED.contains(&extension) {
            let control = std::fs::read_to_string(&path)?;
            write(&to.join(&file), &trusted(&control))?;
        } else {
            symlink(&path, to.join(&file))?;
        }
    }
    for (file, text) in EXTENSIONS {
        let extension = extension_of(file);
        if stand_ins.iter().any(|it| it.name == extension) {
            write(&to.join(file), text)?;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    std::fs::write(path, text)?;
    std::fs::set_permissions(path, Permissions::from_mode(0o644))
}

/// `pg_cron--1.6.sql` and `pg_cron.control` both belong to `pg_cron`.
fn extension_of(file: &str) -> &str {
    let stem = file.split("--").next().unwrap_or(file);
    stem.strip_suffix(".control").unwrap_or(stem)
}

fn trusted(control: &str) -> String {
    let mut text: String = control
        .lines()
        .filter(|line| {
            line.split('=')
                .next()
                .is_none_or(|it| it.trim() != "trusted")
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    text.push_str("trusted = true\n");
    text
}

fn setting(control: &str, name: &str) -> Option<String> {
    control.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.split('#').next().unwrap_or(value);
        (key.trim() == name).then(|| value.trim().trim_matches('\'').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_steps_back_for_a_real_extension_unless_that_acts_by_itself() {
        let none = stand_ins(|_| false);
        assert!(
            none.iter()
                .any(|it| it.name == "pgjwt" && !it.version.is_empty())
        );
        let all = stand_ins(|_| true);
        assert!(all.iter().all(|it| it.reason == StandInReason::Background));
        assert!(all.iter().any(|it| it.name == "pg_cron"));
    }

    #[test]
    fn every_stand_in_has_its_script() {
        for it in stand_ins(|_| false) {
            let script = format!("{}--{}.sql", it.name, it.version);
            assert!(
                EXTENSIONS.iter().any(|(file, _)| *file == script),
                "{script}"
            );
        }
    }

    #[test]
    fn control_files_become_trusted_once() {
        let text = "default_version = '1.3'\ntrusted=false\nsuperuser = true";
        let text = trusted(text);
        assert_eq!(
            text,
            "default_version = '1.3'\nsuperuser = true\ntrusted = true\n"
        );
        assert_eq!(trusted(&text), text);
        assert_eq!(setting(&text, "default_version").unwrap(), "1.3");
        assert_eq!(extension_of("uuid-ossp--1.0--1.1.sql"), "uuid-ossp");
    }
}
