//! The report's text.

#![expect(
    clippy::indexing_slicing,
    reason = "a missing key of a JSON value is null, not a panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

use super::Project;

/// What a person saw, who tried it with psql.
const BY_HAND: &str = include_str!("by_hand.md");

const HEAD: &str = "\
# Row security of public projects

For each project a contract was drafted from what its policies do (`rls init`), every cell of that draft was tried (`rls check --allow-draft --allow-unproven`), and every policy, grant, view and helper was broken alone (`rls mutate`).
A draft says what a database does and not what it should do, so that its cells hold by the way they were made: what is to be read is where no level fits (not held), what the static rules say, and what nobody notices when it is broken.
*Planted* is what was broken and makes a difference; *unnoticed, shown* is a break that no probe noticed and that a row of the fixture shows.
Seconds are those of a release build on two cores that did other work as well.
Made by `cargo xtask report rls <checkouts>`, but for what was tried by hand, which is kept in `xtask/src/report/rls/by_hand.md`; the projects themselves are not part of this repository.

| project | commit | migrations | relations | policies | actors | cells held / not held / unproven | errors / warnings | most frequent | planted | noticed | unnoticed, shown | not shown | s init | s check | s mutate | s all |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
";

pub(super) fn render(projects: &[Project]) -> String {
    let mut text = String::from(HEAD);
    for project in projects {
        row(&mut text, project);
    }
    let _ = write!(text, "\n{}", BY_HAND.trim_end());
    text.push('\n');
    for project in projects {
        details(&mut text, project);
    }
    text
}

fn row(text: &mut String, project: &Project) {
    let check = &project.check.document["body"];
    let mutants = Mutants::of(project);
    let steps = [&project.init, &project.check, &project.mutate].map(|it| it.took);
    let counts = |names: [&str; 3]| {
        names
            .map(|it| check["counts"][it].as_u64().unwrap_or(0).to_string())
            .join(" / ")
    };
    let is_checked = check.is_object();
    let is_broken = project.mutate.document["body"].is_object();
    let [init, checked, mutated] = steps.map(seconds);
    let mut cells = vec![
        project.name.clone(),
        format!("`{}`", project.commit.get(..12).unwrap_or(&project.commit)),
        project.migrations.to_string(),
        known(is_checked, &distinct(check, "object")),
        known(is_broken, &mutants.policies),
        known(is_checked, &distinct(check, "actor")),
        known(is_checked, &counts(["held", "not_held", "unproven"])),
        known(
            is_checked,
            &format!(
                "{} / {}",
                found(check, "error").len(),
                found(check, "warning").len()
            ),
        ),
        known(is_checked, &frequent(check)),
    ];
    let broken = [
        mutants.planted,
        mutants.noticed,
        mutants.shown,
        mutants.hidden,
    ];
    cells.extend(broken.map(|it| known(is_broken, &it)));
    cells.extend([
        init,
        known(is_checked, &checked),
        known(is_broken, &mutated),
        known(is_checked && is_broken, &seconds(steps.iter().sum())),
    ]);
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// What a step that did not run to its end would have said is not nothing.
fn known(is_known: bool, value: &impl ToString) -> String {
    if is_known {
        value.to_string()
    } else {
        "–".to_owned()
    }
}

struct Mutants {
    policies: usize,
    planted: u64,
    noticed: u64,
    shown: u64,
    hidden: u64,
}

impl Mutants {
    fn of(project: &Project) -> Self {
        let body = &project.mutate.document["body"];
        let policies: BTreeSet<_> = list(&body["mutants"])
            .iter()
            .filter(|it| it["policy"].is_string())
            .map(|it| (it["object"].to_string(), it["policy"].to_string()))
            .collect();
        let sum = |outcome: &str| {
            ["weakening", "strengthening", "either"]
                .iter()
                .filter_map(|it| body["scores"][it][outcome].as_u64())
                .sum::<u64>()
        };
        let [noticed, shown, hidden] = ["killed", "survived_with_witness", "survived"].map(sum);
        Self {
            policies: policies.len(),
            planted: noticed + shown + hidden,
            noticed,
            shown,
            hidden,
        }
    }
}

/// Counts what the cells are about; the session's are about no relation.
fn distinct(check: &Value, key: &str) -> usize {
    let cells = list(&check["cells"]).iter();
    let all: BTreeSet<_> = cells
        .filter_map(|it| it[key].as_str())
        .filter(|it| !it.contains('('))
        .collect();
    all.len()
}

/// Returns findings, but for those that say that a draft is one.
fn found<'a>(check: &'a Value, severity: &str) -> Vec<&'a Value> {
    list(&check["findings"])
        .iter()
        .filter(|it| it["severity"] == severity && it["rule"] != "draft-entry")
        .collect()
}

fn frequent(check: &Value) -> String {
    const MOST: usize = 3;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in found(check, "error").iter().chain(&found(check, "warning")) {
        *counts
            .entry(finding["rule"].as_str().unwrap_or(""))
            .or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|it| std::cmp::Reverse(it.1));
    let first: Vec<_> = counts
        .iter()
        .take(MOST)
        .map(|(rule, count)| format!("`{rule}` {count}"))
        .collect();
    first.join(", ")
}

fn details(text: &mut String, project: &Project) {
    let check = &project.check.document["body"];
    let mutate = &project.mutate.document["body"];
    let mut lines = String::new();
    for (name, step) in [
        ("init", &project.init),
        ("check", &project.check),
        ("mutate", &project.mutate),
    ] {
        if step.document.is_null() {
            let why = step.failure.lines().last().unwrap_or("");
            let _ = writeln!(
                lines,
                "- **`rls {name}` did not run to the end**: {}",
                short(why)
            );
        }
    }
    for note in list(&project.init.document["body"]["notes"]) {
        if let Some(note) = note
            .as_str()
            .filter(|it| project.skips || it.contains("no level"))
        {
            let _ = writeln!(lines, "- drafting: {}", short(note));
        }
    }
    for cell in list(&check["cells"])
        .iter()
        .filter(|it| it["verdict"] == "not_held")
    {
        let _ = writeln!(
            lines,
            "- not held: `{}` {} by `{}`, declared `{}`: {}",
            word(&cell["object"]),
            word(&cell["command"]),
            word(&cell["actor"]),
            word(&cell["level"]),
            short(word(&cell["failed"][0]["said"])),
        );
    }
    for finding in found(check, "error") {
        let message = word(&finding["message"]);
        let _ = writeln!(lines, "- `{}`: {}", word(&finding["rule"]), short(message));
    }
    for mutant in list(&mutate["mutants"])
        .iter()
        .filter(|it| it["outcome"] == "survived_with_witness")
    {
        let _ = writeln!(
            lines,
            "- unnoticed: {}. Shown by a row of `{}`: {}",
            short(word(&mutant["description"])),
            word(&mutant["witness"]["actor"]),
            short(word(&mutant["witness"]["note"])),
        );
    }
    if mutate["blind_cells"].as_u64().is_some_and(|it| it > 0) {
        let _ = writeln!(
            lines,
            "- {} cells did not hold or were unproven before anything was broken, so that their probes notice nothing",
            mutate["blind_cells"]
        );
    }
    if !lines.is_empty() {
        let _ = write!(text, "\n## {}\n\n{lines}", project.name);
    }
}

/// Returns the first line, so much of it as one reads.
fn short(text: &str) -> String {
    const MOST: usize = 240;
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
        None => line.to_owned(),
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// In tenths, as nobody measures finer on a shared machine.
fn seconds(took: Duration) -> String {
    format!("{:.1}", took.as_secs_f64())
}
