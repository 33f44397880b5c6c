//! `report rollbacks`: proves the ways back of public projects and writes
//! `docs/reports/rollbacks.md`.

#![expect(
    clippy::indexing_slicing,
    reason = "a missing key of a JSON value is null, not a panic"
)]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use super::{document, git, project_name, save};
use crate::shell::{Outcome, say};

const REPORT: &str = "docs/reports/rollbacks.md";

const HEAD: &str = "\
# Ways back of public projects

Every migration of each project was applied to tables with rows in a throwaway Postgres, taken back by a generated way back, compared with what was before (catalog, rows, sequences), and applied again.
The same was done with the project's own down scripts, where it has any.
*Exact*: everything is as it was. *Equivalent*: everything but what makes no difference to a query, such as the order of columns. *Lossy*: something is not as it was. *Irreversible*: no way back runs.
Made by `cargo xtask report rollbacks <folders with migrations>`; the projects themselves are not part of this repository.
";

struct Project {
    name: String,
    commit: String,
    verified: Value,
}

/// Writes the report.
pub(super) fn write(engine: Option<u16>, folders: &[PathBuf]) -> Outcome {
    let mut projects = Vec::new();
    for folder in folders {
        say(&format!("proving the ways back of {}", folder.display()));
        let command = ["rollback", "verify"];
        let last = [OsStr::new("--project"), folder.as_os_str()];
        projects.push(Project {
            name: project_name(folder),
            commit: git(folder, &["rev-parse", "HEAD"]),
            verified: document(&command, engine, &last)?,
        });
    }
    save(REPORT, &render(&projects))
}

fn render(projects: &[Project]) -> String {
    let mut text = String::from(HEAD);
    generated(&mut text, projects);
    own(&mut text, projects);
    for project in projects {
        reasons(&mut text, project);
    }
    text
}

fn generated(text: &mut String, projects: &[Project]) {
    text.push_str(
        "\n## Generated\n\n\
         | project | commit | Postgres | migrations | applied | exact | equivalent | lossy | irreversible | restored |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let mut total = [0; 6];
    for project in projects {
        let body = &project.verified["body"];
        let row = [
            &body["migrations"],
            &body["applied"],
            &body["generated"]["exact"],
            &body["generated"]["equivalent"],
            &body["generated"]["lossy"],
            &body["generated"]["irreversible"],
        ]
        .map(number);
        for (sum, count) in total.iter_mut().zip(row) {
            *sum += count;
        }
        let commit = project.commit.get(..12).unwrap_or(&project.commit);
        line(
            text,
            &format!("{} | `{commit}` | {}", project.name, number(&body["major"])),
            row,
        );
    }
    line(text, "**all** | | ", total);
}

/// Writes a row; what is restored is a share of what has a way back.
fn line(text: &mut String, head: &str, row: [u64; 6]) {
    let [migrations, applied, exact, equivalent, lossy, irreversible] = row;
    let _ = writeln!(
        text,
        "| {head} | {migrations} | {applied} | {exact} | {equivalent} | {lossy} | {irreversible} | {} |",
        share(
            exact + equivalent,
            exact + equivalent + lossy + irreversible
        )
    );
}

fn own(text: &mut String, projects: &[Project]) {
    text.push_str(
        "\n## Written by hand\n\n\
         The projects' own down scripts, run in the same way, with what keeps rows for the generated ones in place.\n\n\
         | project | down scripts | exact | equivalent | lossy | irreversible | restored |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for project in projects {
        let own = &project.verified["body"]["own"];
        let counts = ["exact", "equivalent", "lossy", "irreversible"].map(|it| number(&own[it]));
        let [exact, equivalent, lossy, irreversible] = counts;
        let all: u64 = counts.iter().sum();
        if all > 0 {
            let _ = writeln!(
                text,
                "| {} | {all} | {exact} | {equivalent} | {lossy} | {irreversible} | {} |",
                project.name,
                share(exact + equivalent, all)
            );
        }
    }
}

/// Lists what was not applied, and each way back that does not restore
/// everything, with the reasons.
fn reasons(text: &mut String, project: &Project) {
    let ways = project.verified["body"]["ways_back"].as_array();
    let ways = ways.map_or(&[][..], Vec::as_slice);
    let is_bad = |it: &Value| it["grade"] == "lossy" || it["grade"] == "irreversible";
    let mut generated = String::new();
    let mut own = String::new();
    for way in ways {
        let file = format!(
            "{}_{}",
            way["version"].as_str().unwrap_or(""),
            way["name"].as_str().unwrap_or("")
        );
        if way["outcome"] != "applied" {
            let _ = writeln!(
                generated,
                "- `{file}`: the migration is {}",
                way["outcome"].as_str().unwrap_or("not run")
            );
        }
        for (proof, text) in [(&way["generated"], &mut generated), (&way["own"], &mut own)] {
            if is_bad(proof) {
                let _ = writeln!(
                    text,
                    "- `{file}`: {}: {}",
                    proof["grade"].as_str().unwrap_or(""),
                    said(proof)
                );
            }
        }
    }
    if !generated.is_empty() {
        let _ = write!(
            text,
            "\n## {}: what the generated ones do not restore\n\n{generated}",
            project.name
        );
    }
    if !own.is_empty() {
        let _ = write!(
            text,
            "\n## {}: what its own do not restore\n\n{own}",
            project.name
        );
    }
}

/// Returns the first reasons, one line each.
fn said(proof: &Value) -> String {
    const MOST: usize = 3;
    let reasons = super::public::strings(&proof["reasons"]);
    let mut first: Vec<String> = reasons
        .iter()
        .take(MOST)
        .map(|it| it.lines().next().unwrap_or("").replace('|', "\\|"))
        .collect();
    if reasons.len() > MOST {
        first.push(format!("and {} more", reasons.len() - MOST));
    }
    first.join("; ")
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}

fn share(part: u64, all: u64) -> String {
    if all == 0 {
        return String::new();
    }
    // In tenths of a percent, rounded down: 99.96 % is not everything.
    let tenths = part * 1000 / all;
    format!("{}.{} %", tenths / 10, tenths % 10)
}
