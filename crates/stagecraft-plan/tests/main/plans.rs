//! Every project of `cases/plan`: the table, the findings and the document.
//!
//! A project with a `history.json` is compared with it.

use std::path::Path;

use jiff::Timestamp;
use stagecraft_model::{Document, Verdict};
use stagecraft_plan::args::render;
use stagecraft_plan::{HistoryRow, Mode, PLAN_SCHEMA, Plan, Project, plan};
use stagecraft_terminal::{Palette, render_findings};

fn cases() -> Vec<(String, Project, Option<Vec<HistoryRow>>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/plan");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let project = Project::read(&path).unwrap();
        let history = std::fs::read(path.join("history.json")).ok();
        let history = history.map(|it| serde_json::from_slice(&it).unwrap());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        cases.push((name, project, history));
    }
    assert!(cases.len() >= 10);
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

#[test]
fn tables_findings_and_documents() {
    for (name, project, history) in cases() {
        let plan = plan(&project, history.as_deref());
        let findings = render_findings(&plan.findings, &project.sources(), false);
        let seeds: Vec<_> = project.seeds.iter().map(|it| &it.path).collect();
        let text = format!(
            "{}\n{findings}\n\nverdict {:?}, {:?}\nseeds {seeds:?}",
            render(&plan, Palette::default()),
            Verdict::of(&plan.findings),
            project.config,
        );
        let document = Document::new(PLAN_SCHEMA, Timestamp::UNIX_EPOCH, &plan);
        insta::with_settings!({
            snapshot_path => "../cases/plan",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name.clone(), text);
            insta::assert_snapshot!(format!("{name}.json"), document.to_json().unwrap());
        });
    }
}

#[test]
fn a_document_reads_back() {
    for (_, project, history) in cases() {
        let plan = plan(&project, history.as_deref());
        let text = Document::new(PLAN_SCHEMA, Timestamp::UNIX_EPOCH, &plan)
            .to_json()
            .unwrap();
        let read = Document::<Plan>::from_json(PLAN_SCHEMA, &text).unwrap();
        assert_eq!(read.body, plan);
    }
}

#[test]
fn what_was_applied_as_it_stands_is_not_planned_again() {
    for (name, project, _) in cases() {
        let rows: Vec<_> = project
            .migrations
            .iter()
            .map(|it| HistoryRow {
                version: it.version.clone(),
                name: Some(it.name.clone()),
                statements: Some(stagecraft_plan::cli_statements(&it.sql)),
            })
            .collect();
        let unique = project
            .migrations
            .windows(2)
            .all(|it| it[0].version != it[1].version);
        if unique {
            let plan = plan(&project, Some(&rows));
            let applied = stagecraft_plan::State::Applied;
            assert!(
                plan.migrations.iter().all(|it| it.state == applied),
                "{name}"
            );
            assert!(plan.missing.is_empty());
        }
    }
}

#[test]
fn a_refused_file_has_an_error_that_says_why() {
    let mut refused = 0;
    for (name, project, history) in cases() {
        let plan = plan(&project, history.as_deref());
        for migration in plan.migrations.iter().filter(|it| it.mode == Mode::Refused) {
            refused += 1;
            let errors: Vec<_> = plan.findings_of(&migration.path).cloned().collect();
            assert_eq!(
                Verdict::of(&errors),
                Verdict::NotHeld,
                "{name} {}",
                migration.path
            );
        }
    }
    assert!(refused > 10);
}

#[test]
fn the_digest_depends_on_version_name_and_bytes_only() {
    let (_, project, _) = cases().into_iter().find(|it| it.0 == "plain").unwrap();
    let digest = |project: &Project| plan(project, None).digest;
    let before = digest(&project);
    assert_eq!(before, plan(&project, Some(&[])).digest);
    let mut renamed = project.clone();
    renamed.migrations[0].name.push('x');
    assert_ne!(before, digest(&renamed));
    let mut edited = project.clone();
    edited.migrations[0].digest = stagecraft_model::Digest::of("x");
    assert_ne!(before, digest(&edited));
}
