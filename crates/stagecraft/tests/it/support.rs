//! Running the binary and making its output comparable.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use stagecraft_apply::{FileOutcome, FileRun, Limits, Session, run_file};
use stagecraft_plan::{PlannedMigration, Project};

/// Returns the folder that holds the repository's own `supabase/`.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Applies one migration of `project`.
pub(crate) async fn apply_one(session: &Session, project: &Project, migration: &PlannedMigration) {
    let limits = Limits {
        statement: std::time::Duration::from_mins(2),
    };
    let sql = project.sql_of(&migration.path);
    let report = run_file(session, FileRun::new(migration, sql), limits).await;
    assert_eq!(
        report.outcome,
        FileOutcome::Applied,
        "{}: {:?}",
        migration.path,
        report.failure
    );
}

/// Returns the command under test, without colour and without the
/// environment's own settings.
pub(crate) fn stagecraft() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stagecraft"));
    for name in [
        "DATABASE_URL",
        "SUPABASE_URL",
        "STAGECRAFT_ENGINE",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(name);
    }
    command.env("NO_COLOR", "1");
    command
}

/// Returns `rehearse` of a project into `artifacts`.
pub(crate) fn rehearse(project: &Path, artifacts: &Path, major: u16) -> Command {
    let mut command = stagecraft();
    command
        .arg("rehearse")
        .arg(project)
        .arg("--artifacts")
        .arg(artifacts)
        .args(["--engine", &major.to_string()]);
    command
}

/// Returns exit code, stdout and stderr as one block.
pub(crate) fn block(output: &Output) -> String {
    format!(
        "exit: {}\n--- stdout\n{}--- stderr\n{}",
        output
            .status
            .code()
            .map_or_else(|| "signal".to_owned(), |it| it.to_string()),
        squeeze(&String::from_utf8_lossy(&output.stdout)),
        String::from_utf8_lossy(&output.stderr),
    )
}

/// Column widths follow the widest time, so runs of blanks become two.
fn squeeze(text: &str) -> String {
    text.lines()
        .map(|line| {
            let words: Vec<_> = line
                .split("  ")
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .collect();
            words.join("  ") + "\n"
        })
        .collect()
}

/// Replaces what differs between runs and servers.
pub(crate) fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"\d+\.\d ms", "[time]");
    settings.add_filter(r"\b\d+ ms", "[time]");
    settings.add_filter(r"PostgreSQL \d+\.\d+[^\n]* in", "PostgreSQL [version] in");
    settings.add_filter(r"\b[0-9a-f]{12}\b", "[digest]");
    settings.add_filter(r"bundle: \S+", "bundle: [bundle]");
    // Where in its loop a statement was when it was cancelled.
    settings.add_filter("SQL statement \"SELECT 1\"\n *", "");
    settings
}

/// Returns the only bundle below `artifacts`.
pub(crate) fn only_bundle(artifacts: &Path) -> PathBuf {
    let bundles: Vec<_> = std::fs::read_dir(artifacts.join("data"))
        .unwrap()
        .flat_map(|day| std::fs::read_dir(day.unwrap().path()).unwrap())
        .map(|it| it.unwrap().path())
        .filter(|it| !it.ends_with("logs"))
        .collect();
    assert_eq!(bundles.len(), 1, "{bundles:?}");
    bundles.into_iter().next().unwrap()
}
