//! `report seeds`: fills the tables of public projects and writes
//! `docs/reports/seeds.md`.

#![expect(
    clippy::indexing_slicing,
    reason = "a missing key of a JSON value is null, not a panic"
)]

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{document, git, project_name, save};
use crate::shell::{Outcome, say};

const REPORT: &str = "docs/reports/seeds.md";

/// The major version that every project is loaded on.
const ENGINE: u16 = 17;

/// So many rows a table should have in the end.
const ENOUGH: u64 = 50;

const HEAD: &str = "\
# Rows for public projects

`stagecraft seed load --rows 60` applied the migrations of each project to a throwaway Postgres 17, without any profile, and loaded rows into every table: computed ones, or where the server refused these some from the row-by-row filler.
Then it asked every foreign key between tables of tenants for rows that point at another tenant's row, made every computed row again and compared it with the one that is there, and counted.
*Tables* are those of the project and those of the platform that they point at; *enough* have 50 rows or more in the end; of those that have fewer, the reason is below.
The *root* is the table whose rows are the tenants; it was found from names and keys, and where none is called so, no table has tenants.
Made by `cargo xtask report seeds <folders with migrations>`; the projects themselves are not part of this repository.
";

struct Project {
    name: String,
    commit: String,
    took: Duration,
    /// What was loaded, or why nothing was.
    loaded: Result<Value, String>,
}

/// Writes the report.
pub(super) fn write(engine: Option<u16>, folders: &[PathBuf]) -> Outcome {
    let projects: Vec<_> = folders.iter().map(|it| load(engine, it)).collect();
    save(REPORT, &render(&projects))
}

fn load(engine: Option<u16>, folder: &Path) -> Project {
    say(&format!("filling the tables of {}", folder.display()));
    let command = ["seed", "load", "--skip-failing", "--rows", "60"];
    let last = [OsStr::new("--project"), folder.as_os_str()];
    let started = Instant::now();
    let loaded = document(&command, Some(engine.unwrap_or(ENGINE)), &last);
    Project {
        name: project_name(folder),
        commit: git(folder, &["rev-parse", "HEAD"]),
        took: started.elapsed(),
        loaded: loaded.map_err(|it| it.message),
    }
}

fn render(projects: &[Project]) -> String {
    let mut text = String::from(HEAD);
    let loaded = projects.iter().filter_map(|it| it.loaded.as_ref().ok());
    let held = loaded.clone().filter(|it| it["body"]["verdict"] == "held");
    let rows: u64 = loaded.clone().map(|it| verified_rows(&it["body"])).sum();
    let references: u64 = loaded.map(|it| sum(&it["body"]["crossings"], "rows")).sum();
    let _ = writeln!(
        text,
        "\n{} of {} projects held: every row was there as it was made, {rows} in all, and none of {references} references crossed tenants.\n",
        held.count(),
        projects.len()
    );
    text.push_str(
        "| project | commit | migrations applied | tables | enough | short | row by row | root | keys between tenants' tables | references | cross | rows compared | verdict | seconds |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | --- | ---: |\n",
    );
    for project in projects {
        match &project.loaded {
            Ok(loaded) => line(&mut text, project, &loaded["body"]),
            Err(why) => {
                let _ = writeln!(
                    text,
                    "| {} | {} | {}{} failed | {:.1} |",
                    project.name,
                    commit(project),
                    why.lines().next().unwrap_or("").replace('|', "\\|"),
                    " |".repeat(10),
                    project.took.as_secs_f64()
                );
            }
        }
    }
    for project in projects {
        if let Ok(loaded) = &project.loaded {
            reasons(&mut text, project, &loaded["body"]);
        }
    }
    text
}

fn line(text: &mut String, project: &Project, body: &Value) {
    let tables = list(&body["tables"]);
    let short = tables.iter().filter(|it| there(it) < ENOUGH).count();
    let row_by_row = tables.iter().filter(|it| it["row_by_row"] == true).count();
    let root = match (&body["tenants_in"]["schema"], &body["tenants_in"]["name"]) {
        (Value::String(schema), Value::String(name)) => format!("`{schema}.{name}`"),
        _ => String::new(),
    };
    let migrations = &body["migrations"];
    let _ = writeln!(
        text,
        "| {} | {} | {}/{} | {} | {} | {short} | {row_by_row} | {root} | {} | {} | {} | {} | {} | {:.1} |",
        project.name,
        commit(project),
        number(&migrations["applied"]),
        number(&migrations["all"]),
        tables.len(),
        tables.len() - short,
        list(&body["crossings"]).len(),
        sum(&body["crossings"], "rows"),
        sum(&body["crossings"], "crossing"),
        verified_rows(body),
        body["verdict"].as_str().unwrap_or("").replace('_', " "),
        project.took.as_secs_f64(),
    );
}

/// Lists the tables that are short or were filled row by row, with the reasons,
/// and what crosses or differs.
fn reasons(text: &mut String, project: &Project, body: &Value) {
    let mut short = String::new();
    let mut filled = String::new();
    for table in list(&body["tables"]) {
        let said = super::public::strings(&table["notes"]).join("; ");
        let said = said.replace('\n', " ");
        let rows = there(table);
        if rows < ENOUGH {
            let said = if said.is_empty() {
                "no reason is known"
            } else {
                &said
            };
            let _ = writeln!(short, "- `{}`, {rows} rows: {said}", name(&table["table"]));
        } else if table["row_by_row"] == true {
            let _ = writeln!(filled, "- `{}`, {rows} rows: {said}", name(&table["table"]));
        }
    }
    let mut wrong = String::new();
    for it in list(&body["crossings"])
        .iter()
        .filter(|it| number(&it["crossing"]) > 0)
    {
        let _ = writeln!(
            wrong,
            "- {} of {} rows of `{}` point across by `{}`",
            number(&it["crossing"]),
            number(&it["rows"]),
            name(&it["table"]),
            it["key"].as_str().unwrap_or("")
        );
    }
    for it in list(&body["verified"]) {
        let different: u64 = list(&it["differences"])
            .iter()
            .map(|it| number(&it["rows"]))
            .sum();
        let missing = number(&it["missing"]);
        if missing + different > 0 {
            let _ = writeln!(
                wrong,
                "- `{}`: {missing} rows are missing, {different} values differ",
                name(&it["table"])
            );
        }
    }
    for (what, list) in [
        ("does not hold", wrong),
        ("tables that are short", short),
        ("filled row by row", filled),
    ] {
        if !list.is_empty() {
            let _ = write!(text, "\n## {}: {what}\n\n{list}", project.name);
        }
    }
}

/// Returns how many rows a table has in the end; where it was not counted, what
/// was made and what was there.
fn there(table: &Value) -> u64 {
    let made = number(&table["rows"]) + number(&table["kept"]);
    table["there"].as_u64().unwrap_or(made)
}

fn verified_rows(body: &Value) -> u64 {
    sum(&body["verified"], "rows")
}

/// Returns the commit in short, marked up; of what is no checkout none is known.
fn commit(project: &Project) -> String {
    match project.commit.get(..12) {
        Some(commit) => format!("`{commit}`"),
        None => "not known".to_owned(),
    }
}

fn name(table: &Value) -> String {
    let part = |it: &str| table[it].as_str().unwrap_or("").to_owned();
    format!("{}.{}", part("schema"), part("name"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn sum(items: &Value, key: &str) -> u64 {
    list(items).iter().map(|it| number(&it[key])).sum()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(0)
}
