//! `report public`: rehearses checkouts of public projects and writes
//! `docs/reports/public_projects.md`.

#![expect(
    clippy::indexing_slicing,
    reason = "a missing key of a JSON value is null, not a panic"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Subcommand;
use serde_json::Value;

use crate::shell::{Failure, Outcome, cargo, root, run, say};

const REPORT: &str = "docs/reports/public_projects.md";

/// Which report to write.
#[derive(Subcommand)]
pub(crate) enum What {
    /// Rehearse checkouts and say how many of their migrations apply, and why the rest do not
    Public {
        /// Major version of Postgres; otherwise each project's own
        #[arg(long)]
        engine: Option<u16>,
        /// Checkouts, each with its full history of commits
        #[arg(required = true)]
        checkouts: Vec<PathBuf>,
    },
}

/// Writes the report.
pub(crate) fn write(what: &What) -> Outcome {
    let What::Public { engine, checkouts } = what;
    run(cargo().args(["build", "--locked", "--quiet", "--package", "stagecraft"]))?;
    let mut projects = Vec::new();
    for checkout in checkouts {
        say(&format!("rehearsing {}", checkout.display()));
        projects.push(Project {
            name: project_name(checkout),
            commit: git(checkout, &["rev-parse", "HEAD"]),
            rehearsal: rehearse(checkout, *engine)?,
        });
    }
    let text = render(&projects);
    let path = root().join(REPORT);
    std::fs::write(&path, text)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    say(&format!("wrote {REPORT}"));
    Ok(())
}

struct Project {
    name: String,
    commit: String,
    rehearsal: Value,
}

fn rehearse(checkout: &Path, engine: Option<u16>) -> Result<Value, Failure> {
    let artifacts = std::env::temp_dir().join(format!("stagecraft-report-{}", std::process::id()));
    let mut command = Command::new(root().join("target/debug/stagecraft"));
    command.args(["rehearse", "--format", "json", "--quiet"]);
    if let Some(major) = engine {
        command.arg("--engine").arg(major.to_string());
    }
    let output = command
        .arg("--artifacts")
        .arg(&artifacts)
        .arg(checkout)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("could not run stagecraft: {error}")))?;
    drop(std::fs::remove_dir_all(artifacts));
    serde_json::from_slice(&output.stdout).map_err(|error| {
        Failure::new(format!(
            "{}: no document ({error}); exit {}",
            checkout.display(),
            output.status
        ))
    })
}

/// Returns `owner/name` of the remote, or the folder's name.
fn project_name(checkout: &Path) -> String {
    let remote = git(checkout, &["remote", "get-url", "origin"]);
    let parts: Vec<&str> = remote
        .trim_end_matches(".git")
        .rsplit(['/', ':'])
        .take(2)
        .collect();
    match parts.as_slice() {
        [name, owner] => format!("{owner}/{name}"),
        _ => checkout
            .file_name()
            .map(|it| it.to_string_lossy().into_owned())
            .unwrap_or_default(),
    }
}

fn git(checkout: &Path, args: &[&str]) -> String {
    Command::new("git")
        .arg("-C")
        .arg(checkout)
        .args(args)
        .output()
        .ok()
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default()
}

fn render(projects: &[Project]) -> String {
    let mut text = String::from(
        "# Public projects\n\n\
         How many migrations of public Supabase projects apply in a sandbox, and why the rest do not.\n\
         Each runs on the major version that its own `supabase/config.toml` names.\n\
         A refused file holds transactions of its own, which the Supabase CLI would half-apply; here it was played statement by statement, so that later files are judged on what it leaves.\n\
         Made by `cargo xtask report public <checkouts>`; the projects themselves are not part of this repository.\n\n\
         | project | commit | migrations | applied | failed | blocked | refused | half applied | stand-ins used |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n",
    );
    for project in projects {
        let acts = acts(&project.rehearsal);
        let count = |outcome: &str| acts.iter().filter(|it| it["outcome"] == outcome).count();
        let stand_ins = strings(&project.rehearsal["body"]["stand_ins_used"]);
        let _ = writeln!(
            text,
            "| {} | `{}` | {} | {} | {} | {} | {} | {} | {} |",
            project.name,
            project.commit.get(..12).unwrap_or(&project.commit),
            acts.len(),
            count("applied"),
            count("failed"),
            count("blocked"),
            count("refused"),
            count("half_applied"),
            stand_ins.join(", "),
        );
    }
    for project in projects {
        let reasons = reasons(&project.rehearsal);
        if reasons.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {}\n\n", project.name);
        for (reason, files) in reasons {
            let _ = writeln!(text, "- {reason}\n  {}", files.join(", "));
        }
    }
    text
}

/// Returns Postgres's reasons with the files that failed for them.
fn reasons(rehearsal: &Value) -> BTreeMap<String, Vec<String>> {
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for act in acts(rehearsal)
        .iter()
        .filter(|it| it["outcome"] != "applied")
    {
        let failure = &act["run"]["failure"];
        let outcome = act["outcome"].as_str().unwrap_or("");
        let why = match (failure["sqlstate"].as_str(), failure["message"].as_str()) {
            (Some(code), Some(message)) => format!("`{code}` {message}"),
            (None, Some(message)) => message.to_owned(),
            _ => objections(rehearsal, &act["path"]).join("; "),
        };
        let follows = act["follows_from"]
            .as_str()
            .map(|version| format!(" (follows from {version})"))
            .unwrap_or_default();
        reasons
            .entry(format!("{outcome}: {why}{follows}"))
            .or_default()
            .push(format!("`{}`", act["path"].as_str().unwrap_or("")));
    }
    reasons
}

/// Returns what the plan objects to in a file.
fn objections<'a>(rehearsal: &'a Value, path: &Value) -> Vec<&'a str> {
    rehearsal["body"]["findings"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter(|it| it["severity"] == "error" && it["at"]["file"] == *path)
        .filter_map(|it| it["message"].as_str())
        .collect()
}

fn acts(rehearsal: &Value) -> &[Value] {
    rehearsal["body"]["migrations"]
        .as_array()
        .map_or(&[], Vec::as_slice)
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(Value::as_str)
        .collect()
}
