//! `stagecraft-connect dsn`.

use clap::Args;
use jiff::Timestamp;
use stagecraft_model::{Document, Finding};
use stagecraft_terminal::{Align, ExitStatus, Format, Table, Terminal};

use crate::{Error, Secret, TargetArgs, TargetDocument};

/// The schema of the document of `dsn`.
const SCHEMA: &str = "stagecraft.dsn/1";

/// Show how the address is read.
#[derive(Debug, Args)]
pub struct DsnArgs {
    /// Which database
    #[command(flatten)]
    pub target: TargetArgs,
    /// Catches an address without an option, which would be echoed otherwise
    #[arg(hide = true)]
    pub stray: Vec<Secret>,
}

#[derive(serde::Serialize)]
struct DsnDocument {
    target: TargetDocument,
    findings: Vec<Finding>,
}

impl DsnArgs {
    pub(super) fn run(&self, terminal: Terminal) -> Result<ExitStatus, Error> {
        if !self.stray.is_empty() {
            return Err(Error::StrayArgument);
        }
        let target = self.target.resolve()?;
        let document = DsnDocument {
            target: target.describe(),
            findings: target.findings().to_vec(),
        };
        terminal.findings(&document.findings, &());
        match terminal.format() {
            Format::Human => terminal.data(&table(terminal, &document.target)),
            Format::Json => terminal.data(
                &Document::new(SCHEMA, Timestamp::now(), document)
                    .to_json()
                    .map_err(Error::Document)?,
            ),
        }
        Ok(ExitStatus::Held)
    }
}

fn table(terminal: Terminal, target: &TargetDocument) -> String {
    let mut table = Table::new(
        terminal.palette(),
        &[("address", Align::Left), ("", Align::Left)],
    );
    let mut row = |name: &str, value: String| {
        table.row(vec![name.to_owned(), value]);
    };
    row("named by", target.origin.to_string());
    row("address", target.address.clone());
    row("host", target.host.clone());
    row("port", target.port.to_string());
    row("user", target.user.clone());
    row("database", target.database.clone());
    row(
        "password",
        if target.has_password { "given" } else { "none" }.to_owned(),
    );
    row("sslmode", target.ssl_mode.to_string());
    if !target.passed_over.is_empty() {
        row("passed over", target.passed_over.join(", "));
    }
    table.to_string()
}
