//! The report as SARIF 2.1.0, which code scanning reads.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use stagecraft_model::{Location, Severity, Verdict};

use super::{Places, Report, words};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const NOT_HELD: &str = "rls-cell-not-held";
const UNPROVEN: &str = "rls-cell-unproven";

/// Returns the report as a SARIF log with one run. Cells that held are left
/// out; each result has a fingerprint that stays the same between runs.
pub fn sarif(report: &Report, places: &Places) -> String {
    let mut rules: BTreeMap<String, Value> = BTreeMap::new();
    let mut results = Vec::new();
    for cell in &report.check.cells {
        let (rule, level, about) = match cell.verdict {
            Verdict::Held => continue,
            Verdict::NotHeld => (
                NOT_HELD,
                "error",
                "An actor can touch other rows than the contract says",
            ),
            Verdict::Unproven => (
                UNPROVEN,
                "warning",
                "Nothing that was tried says whether the contract holds",
            ),
        };
        rules
            .entry(rule.to_owned())
            .or_insert_with(|| described(rule, about, "", level));
        results.push(result(
            rule,
            level,
            &format!("{}: {}", words::cell(cell), words::in_short(cell)),
            Some(&places.cell(cell)),
            &report.contract.file,
            &format!("{}/{}/{}", cell.object, cell.command, cell.actor),
        ));
    }
    for finding in &report.check.findings {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        rules
            .entry(finding.rule.clone())
            .or_insert_with(|| described(&finding.rule, &finding.why, &finding.help, level));
        results.push(result(
            &finding.rule,
            level,
            &finding.message,
            finding.at.as_ref(),
            &report.contract.file,
            &finding.key,
        ));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "stagecraft-rls",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().collect::<Vec<_>>(),
            }},
            "results": results,
            "columnKind": "unicodeCodePoints",
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn described(id: &str, about: &str, help: &str, level: &str) -> Value {
    let mut rule = json!({
        "id": id,
        "shortDescription": { "text": if about.is_empty() { id } else { about } },
        "defaultConfiguration": { "level": level },
    });
    if let (false, Some(fields)) = (help.is_empty(), rule.as_object_mut()) {
        fields.insert("help".to_owned(), json!({ "text": help }));
    }
    rule
}

fn result(
    rule: &str,
    level: &str,
    message: &str,
    at: Option<&Location>,
    contract: &str,
    fingerprint: &str,
) -> Value {
    let file = at.map_or(contract, |it| it.file.as_str());
    let mut place = json!({ "artifactLocation": { "uri": file.replace(' ', "%20") } });
    if let (Some(span), Some(fields)) = (at.and_then(|it| it.span), place.as_object_mut()) {
        fields.insert(
            "region".to_owned(),
            json!({
                "startLine": span.line,
                "startColumn": span.column,
                "endLine": span.end_line,
            }),
        );
    }
    json!({
        "ruleId": rule,
        "level": level,
        "message": { "text": message },
        "locations": [{ "physicalLocation": place }],
        "partialFingerprints": { "stagecraftKey/v1": fingerprint },
    })
}
