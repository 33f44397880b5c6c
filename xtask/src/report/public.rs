//! `report public`: rehearses checkouts of public projects and writes
//! `docs/reports/public_projects.md`.

#![expect(
    clippy::indexing_slicing,
    reason = "a missing key of a JSON value is null, not a panic"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{document, git, project_name, save};
use crate::shell::{Failure, Outcome, say};

const REPORT: &str = "docs/reports/public_projects.md";

/// Writes the report.
pub(super) fn write(engine: Option<u16>, checkouts: &[PathBuf]) -> Outcome {
    let mut projects = Vec::new();
    for checkout in checkouts {
        say(&format!("rehearsing {}", checkout.display()));
        projects.push(Project {
            name: project_name(checkout),
            commit: git(checkout, &["rev-parse", "HEAD"]),
            rehearsal: rehearse(checkout, engine)?,
        });
    }
    save(REPORT, &render(&projects))
}

struct Project {
    name: String,
    commit: String,
    rehearsal: Value,
}

fn rehearse(checkout: &Path, engine: Option<u16>) -> Result<Value, Failure> {
    document(&["rehearse"], engine, &[checkout.as_os_str()])
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

pub(super) fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(Value::as_str)
        .collect()
}
