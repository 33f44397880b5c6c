//! The pages of `docs/` that list rules and mutation operators are as the code
//! says. `INSTA_UPDATE=always` writes them.

use std::fmt::Write as _;
use std::path::Path;

use stagecraft_model::Severity;
use stagecraft_rls::mutant::{Direction, operators};
use stagecraft_rls::rules::{GROUPS, Rule};

/// Compares a page with what it should be.
fn check(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/specs");
    let path = path.join(name);
    if std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        std::fs::write(&path, page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page,
        "docs/specs/{name} is stale: write it by INSTA_UPDATE=always cargo test -p stagecraft-rls reference"
    );
}

#[test]
fn rules_are_listed() {
    let mut page = String::from(
        "# Rules about row security\n\n\
         Generated from `crates/stagecraft-rls/src/rules/`; `cargo test -p stagecraft-rls` says when it is stale.\n\n\
         Each rule is asked of the catalogs and the planner; no row is read. Its severity is what it has\n\
         unless it knows better for one object. A contract waives a rule for an object by id or name.\n",
    );
    for (title, rules) in GROUPS {
        write!(page, "\n- {title}:").unwrap();
        for (at, rule) in rules.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(page, "{comma} [{}](#{})", rule.id, anchor(rule)).unwrap();
        }
    }
    page.push('\n');
    for (title, rules) in GROUPS {
        write!(page, "\n## {title}\n").unwrap();
        for rule in rules {
            told(&mut page, rule);
        }
    }
    check("rls_rules.md", &page);
}

fn anchor(rule: &Rule) -> String {
    format!("{}-{}", rule.id.to_lowercase(), rule.name)
}

fn told(page: &mut String, rule: &Rule) {
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let twin = rule
        .splinter
        .map_or_else(String::new, |it| format!("; in the advisors: `{it}`"));
    write!(
        page,
        "\n### {} {}\n\n{} {}\n\n- Severity: {severity}{twin}\n- What to do: {}\n",
        rule.id, rule.name, rule.summary, rule.why, rule.help
    )
    .unwrap();
    for (what, sql) in [("Found", rule.bad), ("Not found", rule.good)] {
        if !sql.trim().is_empty() {
            write!(page, "\n{what}:\n\n```sql\n{}\n```\n", level(sql)).unwrap();
        }
    }
}

/// Returns SQL without the indentation that the code gives it.
fn level(sql: &str) -> String {
    let indentation = sql
        .lines()
        .skip(1)
        .filter(|it| !it.trim().is_empty())
        .map(|it| it.len() - it.trim_start().len())
        .min()
        .unwrap_or(0);
    let lines: Vec<_> = sql
        .lines()
        .map(|it| {
            let (blank, rest) = it.split_at_checked(indentation).unwrap_or((it, ""));
            if blank.trim().is_empty() { rest } else { it }
        })
        .map(str::trim_end)
        .collect();
    lines.join("\n").trim().to_owned()
}

#[test]
fn operators_are_listed() {
    let mut page = String::from(
        "# Mutation operators of row security\n\n\
         Generated from `crates/stagecraft-rls/src/mutant/operators/`; `cargo test -p stagecraft-rls` says when it is stale.\n\n\
         A mutation run plants each fault alone and sees whether the contract's probes notice. What weakens lets\n\
         more in, and what has to be denied must notice; what strengthens lets less in, and what has to be allowed\n\
         must notice. Controls change nothing, and nothing may notice them. What only some runs can notice is\n\
         marked as optional.\n\n\
         | Id | Name | Direction | What it plants, and what notices |\n|---|---|---|---|\n",
    );
    for it in operators() {
        let direction = match it.direction {
            Direction::Weakens => "weakens",
            Direction::Strengthens => "strengthens",
            Direction::Either => "either",
            Direction::Neutral => "neutral",
        };
        let optional = if it.optional { ", optional" } else { "" };
        let class = it.class.replace('|', "\\|");
        writeln!(
            page,
            "| {} | {} | {direction}{optional} | {class} |",
            it.id, it.name
        )
        .unwrap();
    }
    check("rls_mutations.md", &page);
}
