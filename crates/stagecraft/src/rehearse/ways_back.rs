//! What a person should know of the ways back.

use stagecraft_model::{Digest, Finding, Severity};
use stagecraft_plan::{KeepFile, Project};
use stagecraft_proof::{Grade, WayProof};

use super::document::MigrationAct;
use super::migrations::WayFiles;

/// Returns a finding for each file that keeps rows and is not what this
/// rehearsal would write: the way back was proven with the other one.
pub(super) fn other_keep_files(project: &Project, ways: &[WayFiles]) -> Vec<Finding> {
    let differs = |way: &WayFiles, file: &KeepFile| {
        let derived = way.keep.as_ref().map(Digest::of);
        derived.is_none() || derived != file.digest
    };
    ways.iter()
        .filter_map(|way| Some((way, project.keeps.get(&way.version)?)))
        .filter(|(way, file)| differs(way, file))
        .map(|(_, file)| {
            Finding::new(
                "other-keep-file",
                Severity::Warning,
                &file.path,
                format!("`{}` is not what the way back was proven with", file.path),
            )
            .why("The rehearsal derives what to keep from what the migration destroys.")
            .help("run `stagecraft rollback generate`")
            .at(&file.path, None)
        })
        .collect()
}

/// Returns a finding for each way back that does not restore what was.
pub(super) fn findings(act: &MigrationAct) -> Vec<Finding> {
    let Some(proof) = &act.way_back else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let is_bad = |it: &&WayProof| it.grade >= Grade::Lossy;
    if let Some(own) = proof.own.as_ref().filter(is_bad) {
        let better = proof.generated.grade < own.grade;
        let help = if better {
            "`stagecraft rollback show` prints a generated one that restores more"
        } else {
            ""
        };
        findings.push(finding("rollback-not-restoring", Severity::Error, act, own).help(help));
    } else if is_bad(&&proof.generated) && proof.own.is_none() {
        findings.push(
            finding("no-way-back", Severity::Warning, act, &proof.generated).help(
                "write supabase/rollbacks/<version>_<name>.sql by hand: it is proven the same way",
            ),
        );
    }
    findings
}

fn finding(rule: &str, severity: Severity, act: &MigrationAct, proof: &WayProof) -> Finding {
    let first = proof.reasons.first().map_or("", String::as_str);
    let more = proof.reasons.len().saturating_sub(1);
    let suffix = if more > 0 {
        format!(" (and {more} more)")
    } else {
        String::new()
    };
    Finding::new(
        rule,
        severity,
        &act.path,
        format!(
            "the way back of {} is {}: {first}{suffix}",
            act.version,
            proof.grade.label()
        ),
    )
    .why("It was taken in the rehearsal, on tables with rows, and compared with what was before.")
    .at(&act.path, None)
}
