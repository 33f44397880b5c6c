//! Every folder of `cases/layouts`: what is detected, planned and undone.
//!
//! A folder with a file `layout` is read as that layout, every other one is
//! detected.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use stagecraft_model::{Fault as _, Verdict};
use stagecraft_plan::args::render;
use stagecraft_plan::{Error, Layout, PlannedRollback, Project, Statement, plan, plan_rollback};
use stagecraft_terminal::{Palette, render_findings};

const CASES: &str = "tests/cases/layouts";

fn cases() -> Vec<(String, Result<Project, Error>)> {
    let mut cases = Vec::new();
    // Relative to the crate, as the test runs: errors name the folder.
    for entry in std::fs::read_dir(CASES).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let layout = std::fs::read_to_string(path.join("layout")).ok();
        let layout = layout.map(|it| Layout::from_str(it.trim(), false).unwrap());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        cases.push((name, Project::read_any(&path, layout)));
    }
    assert!(cases.len() >= 20);
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

fn projects() -> impl Iterator<Item = (String, Project)> {
    cases()
        .into_iter()
        .filter_map(|(name, project)| Some((name, project.ok()?)))
}

fn statements(text: &mut String, sql: &str, statements: &[Statement]) {
    for statement in statements {
        let span = statement.span;
        let (line, column, sql) = (span.line, span.column, statement.text(sql));
        writeln!(text, "  {line}:{column} {sql:?}").unwrap();
    }
}

fn shown(project: &Project) -> String {
    let plan = plan(project, None);
    let mut text = render(&plan, Palette::default());
    for migration in &plan.migrations {
        let (path, mode) = (&migration.path, migration.mode);
        writeln!(text, "\n{path} {mode:?}").unwrap();
        statements(&mut text, project.sql_of(path), &migration.statements);
        let Some(rollback) = project.rollback_of(path) else {
            continue;
        };
        let planned = plan_rollback(rollback);
        let (path, mode) = (&planned.path, planned.mode);
        writeln!(text, "undone by {} {path} {mode:?}", planned.version).unwrap();
        statements(&mut text, &rollback.sql, &planned.statements);
        for finding in &planned.findings {
            writeln!(text, "  {} {}", finding.rule, finding.message).unwrap();
        }
    }
    let versions: Vec<_> = project.rollbacks.keys().collect();
    writeln!(text, "\nrollbacks {versions:?}\n").unwrap();
    text += &render_findings(&plan.findings, &project.sources(), false);
    writeln!(text, "\nverdict {:?}", Verdict::of(&plan.findings)).unwrap();
    text
}

#[test]
fn what_is_read_and_planned() {
    for (name, project) in cases() {
        let text = match project {
            Ok(project) => shown(&project),
            Err(error) => format!(
                "{:?}: {error}\nhint: {}\n",
                error.class(),
                error.hint().unwrap()
            ),
        };
        insta::with_settings!({
            snapshot_path => "../cases/layouts",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

/// What stands in the file itself at a statement's span is the statement.
fn points_into_the_file(root: &Path, path: &str, sql: &str, statements: &[Statement]) {
    let bytes = std::fs::read(root.join(path)).unwrap();
    let file = String::from_utf8_lossy(&bytes);
    assert_eq!(file.len(), sql.len(), "{path}");
    for statement in statements {
        let span = statement.span;
        assert_eq!(&file[span.start..span.end], statement.text(sql), "{path}");
        let line = 1 + file[..span.start].matches('\n').count();
        assert_eq!(line, span.line, "{path}");
    }
}

#[test]
fn spans_point_into_the_files() {
    for (_, project) in projects() {
        for migration in plan(&project, None).migrations {
            let (path, sql) = (&migration.path, project.sql_of(&migration.path));
            points_into_the_file(&project.root, path, sql, &migration.statements);
        }
        for rollback in project.rollbacks.values() {
            let planned = plan_rollback(rollback);
            let (path, sql) = (&rollback.path, &rollback.sql);
            points_into_the_file(&project.root, path, sql, &planned.statements);
        }
    }
}

#[test]
fn what_is_shown_is_the_file() {
    for (name, project) in projects() {
        for (path, text) in project.sources() {
            let bytes = std::fs::read(project.root.join(&path)).unwrap();
            assert_eq!(text, String::from_utf8_lossy(&bytes), "{name} {path}");
        }
    }
}

#[test]
fn each_file_goes_one_way_only() {
    for (name, project) in projects() {
        for migration in &project.migrations {
            let path = &migration.path;
            let is_back = [".down.", ".rollback.", "/down"];
            assert!(is_back.iter().all(|it| !path.contains(it)), "{path}");
            let undone = project.rollback_of(path);
            assert!(undone.is_none_or(|it| it.version == migration.version));
        }
        let mut undone = BTreeMap::new();
        for rollback in project.rollbacks.values() {
            if let Some(migration) = &rollback.migration {
                assert!(!project.sql_of(migration).is_empty() || name == "bytes");
                assert_eq!(undone.insert(migration, &rollback.path), None);
            }
        }
    }
}

#[test]
fn a_refused_rollback_has_an_error_that_says_why() {
    let mut refused = 0;
    for (_, project) in projects() {
        for planned in project.rollbacks.values().map(plan_rollback) {
            let is_refused = planned.mode == stagecraft_plan::Mode::Refused;
            let verdict = Verdict::of(&planned.findings);
            assert_eq!(is_refused, verdict == Verdict::NotHeld, "{}", planned.path);
            refused += usize::from(is_refused);
            let text = serde_json::to_string(&planned).unwrap();
            let read: PlannedRollback = serde_json::from_str(&text).unwrap();
            assert_eq!(read, planned);
        }
    }
    assert!(refused >= 3, "{refused}");
}

#[test]
fn only_supabase_has_its_own_findings_and_a_history() {
    const ITS_OWN: [&str; 4] = [
        "rollback-in-migrations",
        "initial-file-skipped",
        "subfolder-ignored",
        "mixed-digit-counts",
    ];
    for (name, project) in projects() {
        let plan = plan(&project, Some(&[]));
        let is_supabase = project.layout == Layout::Supabase;
        assert_eq!(plan.compared, is_supabase, "{name}");
        assert_eq!(plan.layout, project.layout);
        for finding in plan.findings.iter().filter(|_| !is_supabase) {
            assert!(!ITS_OWN.contains(&finding.rule.as_str()), "{name}");
            let advice = format!("{} {}", finding.message, finding.help);
            assert!(!advice.to_lowercase().contains("supabase"), "{advice}");
        }
    }
}

#[test]
fn the_migrations_of_supabase_may_be_named_themselves() {
    let folder = Path::new(CASES).join("supabase_first/supabase/migrations");
    let project = Project::read_any(&folder, None).unwrap();
    assert_eq!(project.layout, Layout::Supabase);
    assert_eq!(project.rollbacks.len(), 1);
}

#[test]
fn a_manifest_tells_pairs_apart() {
    for (manifest, expected) in [
        (None, Layout::GolangMigrate),
        (Some("go.mod"), Layout::GolangMigrate),
        (Some("Cargo.toml"), Layout::Sqlx),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let migrations = folder.path().join("db/migrations");
        std::fs::create_dir_all(&migrations).unwrap();
        std::fs::write(migrations.join("1_a.up.sql"), "select 1;").unwrap();
        if let Some(manifest) = manifest {
            std::fs::write(folder.path().join(manifest), "").unwrap();
        }
        for dir in [folder.path(), &migrations] {
            let project = Project::read_any(dir, None).unwrap();
            assert_eq!(project.layout, expected);
            assert_eq!(project.root, dir);
        }
    }
}
