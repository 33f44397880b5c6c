//! `stagecraft rls check`: the contract, tried.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use stagecraft_model::{Failure, Finding, Severity, Verdict};
use stagecraft_plan::Project;
use stagecraft_rls::report::{Extent, Report};
use stagecraft_rls::{Check, Declared, check, check_reading};
use stagecraft_terminal::{ExitStatus, Format, Terminal};

use super::on::OnArgs;
use super::{Error, ReportFormat, ReportTo, read};

/// What to check, and where
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// The project: a folder that holds supabase/, or supabase/ itself
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// The contract; otherwise supabase/rls.toml of the project
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// Write a report: human, json, junit, sarif, github or markdown; may be given more than once
    ///
    /// Without `=FILE` (or with `=-`) it goes to stdout, in place of what `--format` says:
    /// `--report github --report junit=rls.xml`.
    #[arg(long, value_name = "FORMAT[=FILE]")]
    report: Vec<ReportTo>,
    /// Show only what is about this object; everything is tried and counts all the same
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// Warn of entries that nobody has reviewed; without it they fail
    #[arg(long)]
    allow_draft: bool,
    /// Warn of what is unproven; without it that fails
    #[arg(long)]
    allow_unproven: bool,
    #[command(flatten)]
    on: OnArgs,
}

impl CheckArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.on.sandbox.read(&self.project)?;
        let declared = declared(&project, self.contract.as_deref(), terminal)?;
        let place = self.on.open(&project, terminal).await?;
        let (name, extent, failed) = (place.name.clone(), place.extent, place.findings.clone());
        let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
        let work = place.finish(
            "trying the contract",
            terminal,
            async |session| match extent {
                Extent::Everything => check(session.client(), &declared, today).await,
                Extent::ReadOnly => check_reading(session.client(), &declared, today).await,
            },
        );
        let Some(mut check) = work.await? else {
            return Ok(ExitStatus::Other(130));
        };
        check.findings.splice(0..0, failed);
        if self.allow_draft {
            check.allow_drafts();
        }
        let report = Report::new(check, &declared, extent, name);
        let shown = match &self.object {
            None => report.clone(),
            Some(object) => {
                let shown = report.only(object);
                if shown.check.cells.is_empty() && shown.check.findings.is_empty() {
                    let object = object.clone();
                    return Err(Error::NothingNamed { object }.into());
                }
                shown
            }
        };
        terminal.findings(&worth_saying(&shown.check), &sources(&project, &declared));
        let mut is_said = false;
        for report in &self.report {
            report.write(&shown, &declared, terminal)?;
            is_said |= report.file.is_none();
        }
        if !is_said {
            let format = match terminal.format() {
                Format::Human => ReportFormat::Human,
                Format::Json => ReportFormat::Json,
            };
            ReportTo { format, file: None }.write(&shown, &declared, terminal)?;
        }
        if report.verdict == Verdict::Unproven && self.allow_unproven {
            terminal.say("warning: what is unproven was allowed to be");
            return Ok(ExitStatus::Held);
        }
        Ok(report.verdict.into())
    }
}

/// Reads the contract; what is wrong in it is shown with its line.
pub(super) fn declared(
    project: &Project,
    contract: Option<&std::path::Path>,
    terminal: &Terminal,
) -> Result<Declared, Failure> {
    read(project, contract).map_err(|error| {
        if let Error::Contract { error: wrong, text } = &error {
            let sources = BTreeMap::from([(wrong.file.clone(), text.clone())]);
            terminal.findings(&[error.finding()], &sources);
        }
        error.into()
    })
}

/// Notes are for the document: of a big schema there are hundreds.
fn worth_saying(check: &Check) -> Vec<Finding> {
    let grave = check.findings.iter();
    grave
        .filter(|it| it.severity > Severity::Note)
        .cloned()
        .collect()
}

fn sources(project: &Project, declared: &Declared) -> BTreeMap<String, String> {
    let mut sources = project.sources();
    sources.insert(declared.file.clone(), declared.text.clone());
    sources
}
