//! Planted holes, one for each way in which row security fails: all are found,
//! each by the probe or the rule that is for it, and their mended twins raise
//! nothing.

mod report;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use stagecraft_model::{Severity, Verdict};
use stagecraft_rls::{Check, Contract, Declared, check};
use stagecraft_sandbox::Sandbox;
use stagecraft_testkit::{client, majors, sandbox};
use tokio_postgres::{Client, Config, NoTls};

/// What has to find a hole, as its `expect.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The failure mode.
    id: String,
    /// The probe that fails.
    probe: Option<Probe>,
    /// Ids of the rules that find it.
    #[serde(default)]
    rules: Vec<String>,
    /// Another finding than a rule's.
    finding: Option<String>,
    /// Objects whose probes fail as well.
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Probe {
    object: String,
    command: String,
    /// Part of the form.
    form: String,
    actor: Option<String>,
    /// Whether it fails by deciding nothing.
    #[serde(default)]
    unproven: bool,
}

struct Case {
    name: String,
    folder: PathBuf,
    expected: Expected,
}

fn bed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bed")
}

fn planted() -> Vec<Case> {
    let only = std::env::var("CASE").unwrap_or_default();
    let mut cases: Vec<_> = std::fs::read_dir(bed())
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir())
        .map(|folder| {
            let text = std::fs::read_to_string(folder.join("expect.toml")).unwrap();
            Case {
                name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
                expected: toml::from_str(&text).unwrap(),
                folder,
            }
        })
        .filter(|it| it.name.contains(&only))
        .collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!cases.is_empty(), "no case is called `{only}`");
    cases
}

impl Case {
    /// Returns the twin's own text of a file, or the one of both, or none.
    fn text(&self, twin: &str, file: &str) -> String {
        std::fs::read_to_string(self.folder.join(format!("{twin}.{file}")))
            .or_else(|_| std::fs::read_to_string(self.folder.join(file)))
            .unwrap_or_default()
    }

    fn with_prelude(&self, twin: &str, file: &str) -> String {
        let prelude = std::fs::read_to_string(bed().join(format!("prelude.{file}"))).unwrap();
        prelude + &self.text(twin, file)
    }

    async fn check(&self, server: &Server, twin: &str) -> Check {
        let file = format!("{}/{twin}", self.name);
        let text = self.with_prelude(twin, "rls.toml");
        let declared = Declared {
            contract: Contract::parse(&file, &text).unwrap(),
            file,
            text,
            fixture: self.with_prelude(twin, "fixture.sql"),
        };
        let client = server.database().await;
        let own = std::fs::read_to_string(self.folder.join(format!("{twin}.sql"))).unwrap();
        for sql in [
            self.text(twin, "schema.sql"),
            own,
            self.text(twin, "after.sql"),
        ] {
            let made = client.batch_execute(&sql).await;
            assert!(made.is_ok(), "{}: {sql}\n{made:?}", self.name);
        }
        let today = "2026-01-01".parse().unwrap();
        let checked = check(&client, &declared, today).await;
        assert!(checked.is_ok(), "{} {twin}: {checked:?}", self.name);
        checked.unwrap()
    }

    /// Says what is wrong with what was found in the hole.
    fn missed(&self, hole: &Check) -> Vec<String> {
        let mut wrong = Vec::new();
        let failed = || hole.cells.iter().filter(|it| it.verdict != Verdict::Held);
        if let Some(probe) = &self.expected.probe {
            let verdict = if probe.unproven {
                Verdict::Unproven
            } else {
                Verdict::NotHeld
            };
            let is_found = failed().any(|cell| {
                cell.object == probe.object
                    && cell.command == probe.command
                    && cell.verdict == verdict
                    && probe.actor.as_ref().is_none_or(|it| *it == cell.actor)
                    && (probe.unproven
                        || cell.failed.iter().any(|it| it.form.contains(&probe.form)))
            });
            if !is_found {
                wrong.push(format!("no such probe: {probe:?}"));
            }
        }
        for cell in failed() {
            let is_expected = self.expected.also.contains(&cell.object)
                || self
                    .expected
                    .probe
                    .as_ref()
                    .is_some_and(|it| it.object == cell.object);
            if !is_expected {
                wrong.push(format!("not for this hole: {cell:?}"));
            }
        }
        for id in &self.expected.rules {
            if !ids(hole).any(|it| it == id) {
                wrong.push(format!("{id} does not find it"));
            }
        }
        if let Some(finding) = &self.expected.finding
            && !hole.findings.iter().any(|it| it.rule == *finding)
        {
            wrong.push(format!("{finding} does not find it"));
        }
        wrong
    }

    /// Says what was found in the mended twin.
    fn alarms(&self, mended: &Check) -> Vec<String> {
        let cells = mended.cells.iter().filter(|it| it.verdict != Verdict::Held);
        let mut wrong: Vec<_> = cells.map(|it| format!("{it:?}")).collect();
        for finding in &mended.findings {
            if finding.severity == Severity::Error {
                wrong.push(finding.message.clone());
            }
        }
        for id in &self.expected.rules {
            if ids(mended).any(|it| it == id) {
                wrong.push(format!("{id} finds it still"));
            }
        }
        wrong
    }
}

/// A sandbox that makes a database for each twin.
struct Server {
    sandbox: Sandbox,
    admin: Client,
}

impl Server {
    async fn start(major: u16) -> Self {
        let sandbox = sandbox(major).await;
        let prelude = std::fs::read_to_string(bed().join("prelude.sql")).unwrap();
        let owner = client(&sandbox).await;
        owner.batch_execute(&prelude).await.unwrap();
        drop(owner);
        let admin = connect(sandbox.admin_config().dbname("template1")).await;
        Self { sandbox, admin }
    }

    /// Returns a client of a database with nothing but the prelude; the one
    /// before is gone, with the roles of its case.
    async fn database(&self) -> Client {
        for statement in [
            "drop database if exists bed with (force)",
            "create database bed template postgres owner postgres",
            "drop role if exists bed_auditor, bed_staff, bed_clerk",
        ] {
            self.admin.batch_execute(statement).await.unwrap();
        }
        connect(self.sandbox.config().dbname("bed")).await
    }
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Ids of the rules that found something.
fn ids(checked: &Check) -> impl Iterator<Item = &str> {
    let messages = checked.findings.iter().map(|it| it.message.as_str());
    messages.filter_map(|it| it.split_once(": ").map(|(id, _)| id))
}

async fn wrong_on(major: u16) -> Vec<String> {
    let server = Server::start(major).await;
    let mut wrong = Vec::new();
    for case in planted() {
        let hole = case.check(&server, "hole").await;
        let mended = case.check(&server, "mended").await;
        for (twin, said) in [
            ("hole", case.missed(&hole)),
            ("mended", case.alarms(&mended)),
        ] {
            wrong.extend(
                said.iter()
                    .map(|it| format!("{major} {} {twin}: {it}", case.name)),
            );
        }
    }
    server.sandbox.stop().await.unwrap();
    wrong
}

#[tokio::test]
async fn every_hole_is_found_and_no_mended_twin_raises_anything() {
    let majors: Vec<_> = majors()
        .into_iter()
        .map(|it| tokio::spawn(wrong_on(it)))
        .collect();
    let mut wrong = Vec::new();
    for major in majors {
        wrong.extend(major.await.unwrap());
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
