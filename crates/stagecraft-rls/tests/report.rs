//! Every format of a report that was made by hand.

use jiff::Timestamp;
use stagecraft_model::{Document, Finding, Severity, Verdict};
use stagecraft_rls::report::{
    CHECK_SCHEMA, Extent, Places, Report, github, human, junit, markdown, sarif,
};
use stagecraft_rls::{CellResult, Check, Contract, Declared, FailedProbe, Outcome};
use stagecraft_terminal::Palette;

const CONTRACT: &str = r#"version = 1
schemas = ["public"]

[tenants]
a = "1"

[actors]
viewer = { role = "authenticated", user = "u1", tenants = ["a"] }
anon = { role = "anon" }

[table."public.notes"]
tenant = "tenant_id"
authenticated = { select = "own_tenant", update = "own_tenant" }
"#;

fn declared() -> Declared {
    let file = "supabase/rls.toml";
    Declared {
        contract: Contract::parse(file, CONTRACT).unwrap(),
        file: file.to_owned(),
        text: CONTRACT.to_owned(),
        fixture: "insert into notes default values;".to_owned(),
    }
}

fn cell(object: &str, command: &str, actor: &str, level: &str, verdict: Verdict) -> CellResult {
    CellResult {
        object: object.to_owned(),
        command: command.to_owned(),
        actor: actor.to_owned(),
        level: level.to_owned(),
        verdict,
        outcome: Outcome::Rows,
        inside: 0,
        outside: 5,
        probes: 1,
        unproven: None,
        failed: Vec::new(),
    }
}

fn failed(cell: &CellResult, form: &str, outcome: Outcome, said: &str) -> FailedProbe {
    FailedProbe {
        form: form.to_owned(),
        verdict: cell.verdict,
        outcome,
        said: said.to_owned(),
        statement: "update public.notes set body = 'x'".to_owned(),
        prepare: None,
        role: Some("authenticated".to_owned()),
        claims: None,
    }
}

fn report() -> Report {
    let held = Verdict::Held;
    let mut cells = vec![
        cell("(session)", "session", "viewer", "authenticated", held),
        cell("(session)", "session", "anon", "anon", held),
    ];
    let mut seen = cell("public.notes", "select", "viewer", "own_tenant", held);
    seen.inside = 2;
    seen.outside = 3;
    cells.push(seen);
    cells.push(cell("public.notes", "select", "anon", "none", held));
    let mut hole = cell(
        "public.notes",
        "update",
        "viewer",
        "own_tenant",
        Verdict::NotHeld,
    );
    hole.inside = 2;
    hole.outside = 3;
    hole.probes = 6;
    hole.failed = vec![
        failed(
            &hole,
            "blind",
            Outcome::BystandersChanged,
            "expected 2 of 5 rows, got 5 rows, and rows of others changed",
        ),
        failed(
            &hole,
            "returning 1",
            Outcome::Rows,
            "expected 2 of 5 rows, got 5 rows",
        ),
    ];
    cells.push(hole);
    cells.push(cell("public.notes", "update", "anon", "none", held));
    for command in ["insert", "delete"] {
        cells.push(cell("public.notes", command, "viewer", "none", held));
        cells.push(cell("public.notes", command, "anon", "none", held));
    }
    let mut unproven = cell(
        "public.tags",
        "select",
        "viewer",
        "own_tenant",
        Verdict::Unproven,
    );
    unproven.unproven = Some("no actor has rows of their own here".to_owned());
    cells.push(unproven);
    for command in ["references", "trigger", "truncate"] {
        cells.push(cell("public.notes", command, "authenticated", "none", held));
        cells.push(cell("public.notes", command, "anon", "none", held));
    }
    cells.push(cell(
        "public.f(uuid)",
        "execute",
        "authenticated",
        "all",
        held,
    ));
    let mut open = cell(
        "public.f(uuid)",
        "execute",
        "anon",
        "none",
        Verdict::NotHeld,
    );
    open.failed = vec![FailedProbe {
        statement: "select has_function_privilege('anon', 'public.f(uuid)', 'EXECUTE')".into(),
        role: None,
        ..failed(
            &open,
            "privilege",
            Outcome::Value,
            "expected 'false', got 'true'",
        )
    }];
    cells.push(open);
    let findings = vec![
        Finding::new(
            "undeclared-object",
            Severity::Error,
            "public.drafts",
            "the table public.drafts is served by the API and not in the contract",
        )
        .why("nothing is known of who may read it, so nothing was tried")
        .help("declare it")
        .at("supabase/rls.toml", None),
        Finding::new(
            "unindexed-policy-column",
            Severity::Warning,
            "public.notes",
            "C01: no index leads with tenant_id: 100% of rows are read",
        ),
    ];
    let check = Check {
        server: 170_010,
        probes: 42,
        cells,
        findings,
    };
    Report::new(check, &declared(), Extent::Everything, "sandbox")
}

#[test]
fn every_format_says_the_same() {
    let report = report();
    let places = Places::of(&declared());
    insta::assert_snapshot!("human", human(&report, Palette::default()));
    insta::assert_snapshot!("markdown", markdown(&report));
    insta::assert_snapshot!("junit", junit(&report).unwrap());
    insta::assert_snapshot!("sarif", sarif(&report, &places));
    insta::assert_snapshot!("github", github(&report, &places));
    let document = Document::new(CHECK_SCHEMA, Timestamp::UNIX_EPOCH, &report);
    let json = document.to_json().unwrap();
    insta::assert_snapshot!("json", json);
    let read: Document<Report> = Document::from_json(CHECK_SCHEMA, &json).unwrap();
    assert_eq!(read.body, report);
}

#[test]
fn what_is_left_out_still_counts() {
    let report = report();
    let only = report.only("tags");
    assert_eq!(only.check.cells.len(), 1);
    assert!(only.check.findings.is_empty());
    assert_eq!(only.counts, report.counts);
    assert_eq!(only.verdict, Verdict::NotHeld);
    assert_eq!(report.only("notes").check.findings.len(), 1);
}
