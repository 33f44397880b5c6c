//! The document of a check: what was tried, on what, and what came of it.

use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Verdict};

use crate::{Check, Declared};

/// Schema name of [`Report`].
pub const CHECK_SCHEMA: &str = "stagecraft.rls-check/1";

/// What was tried, on what, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Whether the contract was seen to hold.
    pub verdict: Verdict,
    /// How much of it was tried.
    pub extent: Extent,
    /// `sandbox`, or the address of the database without its password.
    pub target: String,
    /// The contract.
    pub contract: InputFile,
    /// Digest of the SQL that made the rows; absent where those that are there
    /// were taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixture: Option<Digest>,
    /// How many cells ended how, those that are not listed below included.
    pub counts: Counts,
    /// What came of it.
    #[serde(flatten)]
    pub check: Check,
}

/// How much of a contract was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// All of it, on the fixture's rows.
    Everything,
    /// Sessions, privileges, and which of the rows that are there are seen.
    ReadOnly,
}

/// A file that something was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// As findings name it.
    pub file: String,
    /// Digest of its bytes.
    pub digest: Digest,
}

/// How many cells ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Cells that were seen to be as the contract says.
    pub held: usize,
    /// Cells that were seen to be otherwise.
    pub not_held: usize,
    /// Cells of which nothing can be said.
    pub unproven: usize,
}

impl Counts {
    /// Returns how many cells there are.
    pub fn all(self) -> usize {
        self.held + self.not_held + self.unproven
    }
}

impl Report {
    /// Returns the report of a check.
    pub fn new(
        check: Check,
        declared: &Declared,
        extent: Extent,
        target: impl Into<String>,
    ) -> Self {
        let is_made = extent == Extent::Everything && !declared.fixture.is_empty();
        Self {
            verdict: check.verdict(),
            extent,
            target: target.into(),
            contract: InputFile {
                file: declared.file.clone(),
                digest: Digest::of(&declared.text),
            },
            fixture: is_made.then(|| Digest::of(&declared.fixture)),
            counts: Counts {
                held: check.count(Verdict::Held),
                not_held: check.count(Verdict::NotHeld),
                unproven: check.count(Verdict::Unproven),
            },
            check,
        }
    }

    /// Returns the same with only what is about an object: `notes`,
    /// `public.notes`, or a function with or without its arguments. Verdict and
    /// counts stay those of everything.
    #[must_use]
    pub fn only(&self, object: &str) -> Self {
        let mut report = self.clone();
        report.check.cells.retain(|it| is_named(&it.object, object));
        report.check.findings.retain(|it| {
            let subject = it.key.split_once(':').map_or("", |(_, subject)| subject);
            is_named(subject, object)
                || subject
                    .rsplit_once('.')
                    .is_some_and(|(relation, _)| is_named(relation, object))
        });
        report
    }
}

/// Whether `full` is what somebody means who says `name`.
fn is_named(full: &str, name: &str) -> bool {
    let plain = full.split('(').next().unwrap_or(full);
    [full, plain].into_iter().any(|it| {
        it == name
            || it
                .strip_suffix(name)
                .is_some_and(|before| before.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn objects_are_named_with_and_without_schema_and_arguments() {
        for name in ["f", "public.f", "f(uuid)", "public.f(uuid)"] {
            assert!(is_named("public.f(uuid)", name), "{name}");
        }
        assert!(!is_named("public.of(uuid)", "f"));
        assert!(!is_named("public.notes", "public"));
    }
}
