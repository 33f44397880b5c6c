//! The act that holds the row security contract against what the migrations
//! made.
//!
//! It has a sandbox of its own: rows that other acts made would be taken for
//! the fixture's.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use stagecraft_model::{Document, Fault as _, Finding, Severity, Verdict};
use stagecraft_plan::{Plan, Project};
use stagecraft_rls::report::{CHECK_SCHEMA, Extent, Report, markdown};
use tokio::sync::watch;

use super::RehearseConfig;
use super::document::RowSecurity;
use super::error::Error;
use super::schema::{Migrated, migrated};
use crate::rls::{self, CONTRACT};

/// What came of the act.
#[derive(Default)]
pub(super) struct Seen {
    /// For the rehearsal's document; absent where nothing was tried.
    pub(super) summary: Option<RowSecurity>,
    /// What a person should know.
    pub(super) findings: Vec<Finding>,
    /// The bundle's `40-rls.json` and `40-rls.md`.
    pub(super) report: Option<(Document<Report>, String)>,
}

/// Returns whether the project has a contract.
pub(super) fn is_there(project: &Project) -> bool {
    project.root.join(CONTRACT).is_file()
}

/// Checks the project's contract.
pub(super) async fn act(
    project: &Project,
    plan: &Plan,
    config: &RehearseConfig,
    mut interrupted: watch::Receiver<bool>,
    now: Timestamp,
) -> Result<Seen, Error> {
    let declared = match rls::read(project, None) {
        Ok(declared) => declared,
        Err(error) => {
            return Ok(Seen {
                findings: vec![error.finding()],
                ..Seen::default()
            });
        }
    };
    let Migrated {
        sandbox, session, ..
    } = migrated(project, plan, config, interrupted.clone(), &()).await?;
    let today = TimeZone::UTC.to_datetime(now).date();
    let outcome = tokio::select! {
        outcome = stagecraft_rls::check(session.client(), &declared, today) => Some(outcome),
        _ = interrupted.changed() => {
            session.cancel().await;
            None
        }
    };
    drop(session);
    sandbox.stop().await?;
    let check = match outcome {
        None => return Ok(Seen::default()),
        Some(Ok(check)) => check,
        Some(Err(error)) => {
            return Ok(Seen {
                findings: vec![not_checked(&declared.file, &error)],
                ..Seen::default()
            });
        }
    };
    let findings = check
        .findings
        .iter()
        .filter(|it| it.severity > Severity::Note)
        .cloned()
        .chain(cell_finding(&declared.file, &check))
        .collect();
    let report = Report::new(check, &declared, Extent::Everything, "sandbox");
    let text = markdown(&report);
    Ok(Seen {
        summary: Some(RowSecurity::of(&report)),
        findings,
        report: Some((Document::new(CHECK_SCHEMA, now, report), text)),
    })
}

/// One finding for all cells: the report has each of them.
fn cell_finding(file: &str, check: &stagecraft_rls::Check) -> Option<Finding> {
    let wrong: Vec<_> = check
        .cells
        .iter()
        .filter(|it| it.verdict == Verdict::NotHeld)
        .collect();
    let first = wrong.first()?;
    let more = match wrong.len() {
        1 => String::new(),
        all => format!(", and {} more cells", all - 1),
    };
    Some(
        Finding::new(
            "row-security-not-held",
            Severity::Error,
            file,
            format!(
                "the row security contract does not hold: {} of {} as {}{more}",
                first.command, first.object, first.actor
            ),
        )
        .why("an actor can touch other rows than the contract says")
        .help(
            "`stagecraft rls check` shows each; `stagecraft rls explain` says which policy it was",
        )
        .at(file, None),
    )
}

fn not_checked(file: &str, error: &stagecraft_rls::Error) -> Finding {
    let source = std::error::Error::source(error).map_or_else(String::new, |it| format!(": {it}"));
    let hint = error.hint().unwrap_or_default().into_owned();
    Finding::new(
        "row-security-not-checked",
        Severity::Error,
        file,
        format!("the row security contract could not be checked: {error}{source}"),
    )
    .help(hint)
    .at(file, None)
}
