//! A finding: something that a person should know, as a value in a report.

use serde::{Deserialize, Serialize};

use crate::SourceSpan;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Works, but with a risk.
    Warning,
    /// Does not hold: the run's exit code is 1.
    Error,
}

/// A place in one of the user's files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The file, relative to the project, with forward slashes.
    pub file: String,
    /// Where in the file; absent when the finding is about the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<SourceSpan>,
}

/// Something that a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id in kebab case; names the offence.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, naming the user's object.
    pub message: String,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Location>,
    /// Stable and greppable, for allow-lists: `rule:object`.
    pub key: String,
}

impl Finding {
    /// Returns a finding about `subject`; `why`, `help` and `at` are empty.
    pub fn new(rule: &str, severity: Severity, subject: &str, message: impl Into<String>) -> Self {
        Self {
            rule: rule.to_owned(),
            severity,
            message: message.into(),
            why: String::new(),
            help: String::new(),
            at: None,
            key: format!("{rule}:{subject}"),
        }
    }

    /// Says why it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Points at a place in a file.
    #[must_use]
    pub fn at(mut self, file: impl Into<String>, span: Option<SourceSpan>) -> Self {
        self.at = Some(Location {
            file: file.into(),
            span,
        });
        self
    }
}

/// Whether something was seen to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was run and it held.
    Held,
    /// It could not be run, so nothing is claimed.
    Unproven,
    /// It was run and did not hold.
    NotHeld,
}

impl Verdict {
    /// Returns `NotHeld` if any finding is an error, else `Held`.
    pub fn of(findings: &[Finding]) -> Self {
        if findings.iter().any(|it| it.severity == Severity::Error) {
            Self::NotHeld
        } else {
            Self::Held
        }
    }

    /// Returns the worse of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}
