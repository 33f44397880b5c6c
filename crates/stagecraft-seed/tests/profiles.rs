//! Profiles are read, refused with the place, and held against schemas.

use std::path::{Path, PathBuf};

use stagecraft_model::Finding;
use stagecraft_seed::Profile;

use crate::databases;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/profiles")
}

fn keep(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => folder(),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

fn read(name: &str) -> Profile {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    Profile::parse("seed.toml", &text).unwrap()
}

/// Returns a finding as a line.
pub(crate) fn line(finding: &Finding) -> String {
    let span = finding.at.as_ref().and_then(|it| it.span);
    let place = span.map_or(String::new(), |it| format!("{}:{}: ", it.line, it.column));
    let help = if finding.help.is_empty() {
        String::new()
    } else {
        format!(" ({})", finding.help)
    };
    format!("{place}[{}] {}{help}", finding.rule, finding.message)
}

#[test]
fn every_form_is_read() {
    for name in ["everything", "nothing"] {
        let profile = read(&format!("{name}.toml"));
        insta::with_settings!({
            filters => vec![(r"(?s)Some\(\s+SourceSpan \{.*?line: (\d+),\s+column: (\d+),.*?\},\s+\)", "$1:$2")],
        }, {
            keep(name, &format!("{profile:#?}"));
        });
    }
}

#[test]
fn what_can_not_be_read_is_refused_with_the_place() {
    let wrong = std::fs::read_to_string(folder().join("wrong.txt")).unwrap();
    let said: Vec<String> = wrong
        .lines()
        .map(|written| {
            let text = if written.starts_with('(') {
                String::new()
            } else {
                written.replace("\\n", "\n")
            };
            match Profile::parse("seed.toml", &text) {
                Ok(_) => format!("{written}\n    is read"),
                Err(error) => format!("{written}\n    {error}"),
            }
        })
        .collect();
    assert!(!said.iter().any(|it| it.ends_with("is read")), "{said:#?}");
    keep("wrong", &said.join("\n"));
}

#[test]
fn line_ends_and_marks_make_no_difference() {
    let error = Profile::parse(
        "seed.toml",
        "\u{feff}version = 1\r\n\r\n[tenants]\r\nżroot = 1\r\n",
    );
    let error = error.unwrap_err();
    assert_eq!((error.line, error.column), (4, 1));
    let error = Profile::parse("seed.toml", "version = 1\n[tenants]\nskew = -1 # żółw\n");
    assert_eq!(error.unwrap_err().column, 8);
}

#[test]
fn looks_are_compared_with_those_that_there_are() {
    let text = "version = 1\n[table.'public.a'.columns]\nx = { like = 'emial' }\n\
                y = { like = 'full_name' }\nz = { like = 'a moose' }";
    let profile = Profile::parse("seed.toml", text).unwrap();
    let findings = profile.check_looks();
    let lines: Vec<String> = findings.iter().map(line).collect();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert_eq!(
        lines[0],
        "3:1: [seed-look-unknown] nothing looks like a `emial` (did you mean `email`?)"
    );
    let other = "5:1: [seed-look-unknown] nothing looks like a `a moose` (there are category, ";
    assert!(lines[1].starts_with(other), "{}", lines[1]);
}

#[tokio::test]
async fn profiles_are_held_against_a_schema() {
    let schema = std::fs::read_to_string(folder().join("schema.sql")).unwrap();
    let major = stagecraft_testkit::majors().pop().unwrap();
    let sandbox = stagecraft_testkit::sandbox(major).await;
    let client = databases::with(&sandbox, "held", &schema).await;
    let snapshot = databases::read(&client).await;
    for name in ["unfit", "unfit_together", "fit"] {
        let findings = read(&format!("{name}.toml")).check(&snapshot);
        let lines: Vec<String> = findings.iter().map(line).collect();
        assert_eq!(lines.is_empty(), name == "fit", "{lines:#?}");
        if name != "fit" {
            keep(name, &lines.join("\n"));
        }
    }
}
