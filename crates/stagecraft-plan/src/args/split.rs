//! One file's statements, for people and for other tools.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Document, Failure, Finding, Verdict};
use stagecraft_terminal::{Align, ExitStatus, Format, Table, Terminal};

use crate::{Error, Statement, project, split_file};

/// Schema name of what `split` prints.
pub const SPLIT_SCHEMA: &str = "stagecraft.split/1";

/// One file's statements: the body of `stagecraft.split/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitDocument {
    /// The file, as it was named.
    pub file: String,
    /// Its statements in order.
    pub statements: Vec<Statement>,
    /// What a person should know about it.
    pub findings: Vec<Finding>,
}

/// Splits a file and prints its statements.
pub(super) fn run(path: &Path, now: Timestamp, terminal: &Terminal) -> Result<ExitStatus, Failure> {
    let file = path.display().to_string();
    let mut findings = Vec::new();
    let sql = project::read_sql(path, &file, &mut findings)?;
    let split = split_file(&file, &sql);
    findings.extend(split.findings);
    let verdict = Verdict::of(&findings);
    if terminal.format() == Format::Json {
        let body = SplitDocument {
            file,
            statements: split.statements,
            findings,
        };
        let text = Document::new(SPLIT_SCHEMA, now, body)
            .to_json()
            .map_err(|source| Error::Document { source })?;
        terminal.data(&text);
        return Ok(verdict.into());
    }
    let mut table = Table::new(
        terminal.palette(),
        &[
            ("#", Align::Right),
            ("lines", Align::Right),
            ("bytes", Align::Right),
            ("tag", Align::Left),
            ("begins", Align::Left),
        ],
    );
    for statement in &split.statements {
        let span = statement.span;
        table.row(vec![
            statement.ordinal.to_string(),
            format!("{}-{}", span.line, span.end_line),
            format!("{}-{}", span.start, span.end),
            statement.tag.clone(),
            beginning(statement.text(&sql)),
        ]);
    }
    terminal.findings(&findings, &BTreeMap::from([(file, sql)]));
    terminal.data(&table.to_string());
    Ok(verdict.into())
}

/// Returns the first characters of a statement on one line.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 60;
    let line: String = text
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .take(LONGEST + 1)
        .collect();
    if line.chars().count() > LONGEST {
        line.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        line
    }
}
