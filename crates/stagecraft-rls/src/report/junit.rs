//! The report as JUnit's XML: one suite for each object, one case for each cell.

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};
use stagecraft_model::{Severity, Verdict};

use super::human::statement;
use super::{Report, words};
use crate::CellResult;

/// Returns the report as JUnit's XML. What is unproven is an error there, never
/// a pass.
pub fn junit(report: &Report) -> Result<String, quick_junit::SerializeError> {
    let mut junit = Junit::new("stagecraft rls");
    let mut suites: Vec<TestSuite> = Vec::new();
    for cell in &report.check.cells {
        let mut case = TestCase::new(name(cell), status(cell));
        case.set_classname(cell.object.as_str());
        case.set_assertions(cell.probes);
        let there = suites.iter_mut().find(|it| it.name.as_str() == cell.object);
        if let Some(suite) = there {
            suite.add_test_case(case);
        } else {
            let mut suite = TestSuite::new(cell.object.as_str());
            suite.add_test_case(case);
            suites.push(suite);
        }
    }
    junit.add_test_suites(suites);
    let mut findings = TestSuite::new("findings");
    for finding in &report.check.findings {
        let mut status = if finding.severity == Severity::Error {
            TestCaseStatus::non_success(NonSuccessKind::Failure)
        } else {
            TestCaseStatus::success()
        };
        status.set_message(finding.message.as_str());
        status.set_type(finding.rule.as_str());
        status.set_description(format!("{}\n{}", finding.why, finding.help));
        let mut case = TestCase::new(finding.key.as_str(), status);
        case.set_classname(finding.rule.as_str());
        if finding.severity != Severity::Error {
            case.set_system_out(finding.message.as_str());
        }
        findings.add_test_case(case);
    }
    if findings.tests > 0 {
        junit.add_test_suite(findings);
    }
    let mut text = junit.to_string()?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

fn name(cell: &CellResult) -> String {
    format!("{} as {} ({})", cell.command, cell.actor, cell.level)
}

fn status(cell: &CellResult) -> TestCaseStatus {
    let kind = match cell.verdict {
        Verdict::Held => return TestCaseStatus::success(),
        Verdict::NotHeld => NonSuccessKind::Failure,
        Verdict::Unproven => NonSuccessKind::Error,
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(match cell.verdict {
        Verdict::Unproven => "unproven",
        Verdict::Held | Verdict::NotHeld => "not-held",
    });
    status.set_message(words::in_short(cell));
    let lines: Vec<_> = cell
        .failed
        .iter()
        .map(|it| {
            let meaning = words::meaning(it.outcome).unwrap_or_default();
            format!(
                "{}: {}
{meaning}
{}",
                it.form,
                it.said,
                statement(it)
            )
        })
        .collect();
    status.set_description(lines.join("\n"));
    status
}
