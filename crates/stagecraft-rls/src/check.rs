//! A check: the contract, the catalogs, the probes, and what came of them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Finding, Severity, Verdict};
use tokio_postgres::Client;

use crate::contract::Contract;
use crate::rules::{self, Scope};
use crate::runner::{CellResult, Tried};
use crate::{Error, Facts, facts, probe, runner};

/// A contract as a file, with the rows that its probes are tried on.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The contract.
    pub contract: Contract,
    /// What findings call its file.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The SQL that makes the rows; empty when those are used that are there.
    pub fixture: String,
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The server's version, as `server_version_num`.
    pub server: u32,
    /// How many probes were tried.
    pub probes: usize,
    /// One cell for each actor, object and command.
    pub cells: Vec<CellResult>,
    /// What static rules found, and what keeps the check from being complete.
    pub findings: Vec<Finding>,
}

impl Check {
    /// Returns whether everything was seen to hold: no cell failed, none is
    /// unproven, no finding is an error, and something was tried.
    pub fn verdict(&self) -> Verdict {
        let mut verdict = Verdict::of(&self.findings);
        for cell in &self.cells {
            verdict = verdict.and(cell.verdict);
        }
        if self.probes == 0 {
            verdict = verdict.and(Verdict::Unproven);
        }
        verdict
    }

    /// Returns how many cells ended so.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.cells.iter().filter(|it| it.verdict == verdict).count()
    }

    /// Takes drafts for reviewed: they are warned of, and fail nothing.
    pub fn allow_drafts(&mut self) {
        for finding in &mut self.findings {
            if finding.rule == "draft-entry" {
                finding.severity = Severity::Warning;
            }
        }
    }

    /// Returns how many findings are so grave.
    pub fn findings_of(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|it| it.severity == severity)
            .count()
    }
}

/// Checks a database against a contract and leaves it as it was.
///
/// The client must not be in a transaction; its role must own the relations, be
/// one that policies do not hold for, and be able to take the actors' roles.
pub async fn check(client: &Client, declared: &Declared, today: Date) -> Result<Check, Error> {
    let contract = &declared.contract;
    let (facts, findings) = look(client, declared, today).await?;
    let plan = probe::plan(contract, &facts);
    let script = runner::script(&plan, &contract.schemas, &declared.fixture);
    tried(client, &facts, findings, &script).await
}

/// Checks as much of a contract as can be checked without writing: sessions,
/// privileges, and which of the rows that are there each actor sees. The
/// fixture is not run; the server refuses to write while probes run.
///
/// What it does not try has no cells: nothing is claimed of it.
pub async fn check_reading(
    client: &Client,
    declared: &Declared,
    today: Date,
) -> Result<Check, Error> {
    let contract = &declared.contract;
    let (facts, findings) = look(client, declared, today).await?;
    let plan = probe::plan(contract, &facts);
    let script = runner::reading(&plan, &contract.schemas);
    tried(client, &facts, findings, &script).await
}

/// Reads the catalogs and finds what needs no trying.
async fn look(
    client: &Client,
    declared: &Declared,
    today: Date,
) -> Result<(Facts, Vec<Finding>), Error> {
    let contract = &declared.contract;
    let facts = facts::read(client, &contract.roles()).await?;
    let shapes = rules::shapes(client, &facts).await?;
    let scope = Scope::new(&facts, &shapes, Some(contract));
    let mut findings = probe::coverage(contract, &facts, &declared.file, &declared.text, today);
    findings.extend(rules::check(&scope));
    Ok((facts, findings))
}

async fn tried(
    client: &Client,
    facts: &Facts,
    findings: Vec<Finding>,
    script: &runner::Script,
) -> Result<Check, Error> {
    let tried = match runner::run(client, script).await {
        // The finding has the place, and nothing is claimed of what was not tried.
        Err(Error::Contract { .. }) if findings.iter().any(|it| it.rule == "unknown-column") => {
            Tried {
                probes: 0,
                cells: Vec::new(),
            }
        }
        other => other?,
    };
    Ok(Check {
        server: facts.server.version,
        probes: tried.probes,
        cells: tried.cells,
        findings,
    })
}
