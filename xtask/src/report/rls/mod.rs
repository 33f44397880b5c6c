//! `report rls`: drafts, checks and breaks contracts of public projects and
//! writes `docs/reports/rls.md`.

mod text;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{git, project_name, save};
use crate::shell::{Failure, Outcome, root, say};

const REPORT: &str = "docs/reports/rls.md";

/// What came of a project.
struct Project {
    name: String,
    commit: String,
    migrations: usize,
    /// Whether migrations had to be left out.
    skips: bool,
    init: Step,
    check: Step,
    mutate: Step,
}

/// A command's document, and how long it took.
struct Step {
    /// Null where it did not run to the end.
    document: Value,
    /// What it said then.
    failure: String,
    took: Duration,
}

/// Writes the report.
pub(super) fn write(engine: Option<u16>, checkouts: &[PathBuf]) -> Outcome {
    let mut projects = Vec::new();
    for checkout in checkouts {
        say(&format!(
            "drafting, checking and breaking the contract of {}",
            checkout.display()
        ));
        let copy = std::env::temp_dir().join(format!("stagecraft-rls-{}", std::process::id()));
        let project = copied(checkout, &copy).and_then(|()| of(checkout, &copy, engine));
        drop(std::fs::remove_dir_all(copy));
        projects.push(project?);
    }
    save(REPORT, &text::render(&projects))
}

fn of(checkout: &Path, copy: &Path, engine: Option<u16>) -> Result<Project, Failure> {
    let mut init = step(&["init"], copy, engine)?;
    let skips = init.document.is_null();
    if skips {
        init = step(&["init", "--force", "--skip-failing"], copy, engine)?;
    }
    let check = ["check", "--allow-draft", "--allow-unproven"];
    Ok(Project {
        name: project_name(checkout),
        commit: git(checkout, &["rev-parse", "HEAD"]),
        migrations: migrations(copy)?,
        skips,
        init,
        check: step(&check, copy, engine)?,
        mutate: step(&["mutate"], copy, engine)?,
    })
}

/// Runs one command of the product on the copy.
fn step(command: &[&str], copy: &Path, engine: Option<u16>) -> Result<Step, Failure> {
    let mut product = Command::new(root().join("target/release/stagecraft"));
    product
        .arg("rls")
        .args(command)
        .args(["--format", "json", "--quiet", "--project"])
        .arg(copy);
    if let Some(major) = engine {
        product.arg("--engine").arg(major.to_string());
    }
    let start = Instant::now();
    let output = product
        .output()
        .map_err(|error| Failure::new(format!("could not run stagecraft: {error}")))?;
    let took = start.elapsed();
    Ok(Step {
        document: serde_json::from_slice(&output.stdout).unwrap_or_default(),
        failure: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        took,
    })
}

/// Copies what `init` and the sandbox read, without a contract that is there.
fn copied(checkout: &Path, copy: &Path) -> Outcome {
    let from = checkout.join("supabase");
    let to = copy.join("supabase");
    let failed =
        |path: &Path, error: std::io::Error| Failure::new(format!("{}: {error}", path.display()));
    std::fs::create_dir_all(to.join("migrations")).map_err(|error| failed(&to, error))?;
    let mut files = vec![PathBuf::from("config.toml"), PathBuf::from("seed.sql")];
    files.extend(
        sql_in(&from)?
            .iter()
            .map(|it| Path::new("migrations").join(it)),
    );
    for file in files {
        let source = from.join(&file);
        if source.exists() {
            std::fs::copy(&source, to.join(&file)).map_err(|error| failed(&source, error))?;
        }
    }
    Ok(())
}

fn migrations(copy: &Path) -> Result<usize, Failure> {
    Ok(sql_in(&copy.join("supabase"))?.len())
}

/// Returns the names of the migrations below `supabase`.
fn sql_in(supabase: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = supabase.join("migrations");
    let entries = std::fs::read_dir(&folder)
        .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    Ok(entries
        .flatten()
        .map(|it| PathBuf::from(it.file_name()))
        .filter(|it| it.extension().is_some_and(|it| it == "sql"))
        .collect())
}
