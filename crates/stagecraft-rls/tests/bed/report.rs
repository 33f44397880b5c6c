//! Which failure modes are found, and how: the table of `docs/reports/rls_bed.md`.

use std::path::Path;

use stagecraft_rls::rules::rules;

use super::{Case, planted};

/// All failure modes that are known, by id.
const MODES: &str = include_str!("modes.txt");
const BEGIN: &str = "<!-- modes: written by the test bed -->\n";
const END: &str = "<!-- end of modes -->\n";

/// How a mode is found.
struct Found {
    id: &'static str,
    failure: &'static str,
    /// Probes that fail.
    probes: Vec<String>,
    /// Rules, and other findings.
    rules: Vec<String>,
    /// Why nothing has to find it.
    reason: Option<&'static str>,
}

fn found(cases: &[Case]) -> Vec<Found> {
    let modes = MODES.lines().filter(|it| !it.starts_with('#'));
    modes
        .map(|line| {
            let (id, rest) = line.split_once(' ').unwrap();
            let (failure, reason) = match rest.split_once(" | ") {
                Some((failure, reason)) => (failure, Some(reason)),
                None => (rest, None),
            };
            let mut found = Found {
                id,
                failure,
                probes: Vec::new(),
                rules: Vec::new(),
                reason,
            };
            // Rules are tried on their own examples by another test.
            if rules().iter().any(|it| it.id == id) {
                found.rules.push(id.to_owned());
            }
            for case in cases.iter().filter(|it| it.expected.id == id) {
                let expected = &case.expected;
                if let Some(it) = &expected.probe {
                    found.probes.push(format!("{}, {}", it.command, it.form));
                }
                found.rules.extend(expected.rules.iter().cloned());
                found.rules.extend(expected.finding.clone());
            }
            found.probes.dedup();
            found.rules.dedup();
            found
        })
        .collect()
}

fn table(modes: &[Found]) -> String {
    let count = |is: &dyn Fn(&Found) -> bool| modes.iter().filter(|it| is(it)).count();
    let (probe, rule) = (
        |it: &Found| !it.probes.is_empty(),
        |it: &Found| !it.rules.is_empty(),
    );
    let mut lines = vec![
        format!(
            "{} failure modes: {} are found by a probe and by a rule, {} by a probe alone, {} by a rule alone; {} are nothing to find.",
            modes.len(),
            count(&|it| probe(it) && rule(it)),
            count(&|it| probe(it) && !rule(it)),
            count(&|it| !probe(it) && rule(it)),
            count(&|it| !probe(it) && !rule(it)),
        ),
        String::new(),
        "| id | failure | probe | rule |".to_owned(),
        "| --- | --- | --- | --- |".to_owned(),
    ];
    for it in modes {
        let probes = match it.reason {
            Some(reason) => reason.to_owned(),
            None => it.probes.join("; "),
        };
        lines.push(format!(
            "| {} | {} | {probes} | {} |",
            it.id,
            it.failure,
            it.rules.join(", ")
        ));
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_mode_is_found_or_has_a_reason() {
    let modes = found(&planted());
    for it in &modes {
        let is_found = !it.probes.is_empty() || !it.rules.is_empty();
        assert_ne!(is_found, it.reason.is_some(), "{}", it.id);
    }
    for case in planted() {
        let id = &case.expected.id;
        assert!(
            modes.iter().any(|it| it.id == id),
            "{} of no mode",
            case.name
        );
        assert!(
            case.name.starts_with(&id.to_lowercase()),
            "{} is {id}",
            case.name
        );
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reports/rls_bed.md");
    let report = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = report.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let table = table(&modes);
    if std::env::var("WRITE_BED").is_ok() {
        std::fs::write(path, [before, BEGIN, &table, END, after].concat()).unwrap();
    } else {
        assert_eq!(written, table, "write it anew with WRITE_BED=1");
    }
}
