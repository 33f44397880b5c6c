//! SQL files of the product: a comment first, a newline last.

use super::Complaint;
use super::files::TextFile;

/// Folders of cases that look like other people's files, whose first lines are
/// theirs.
const CASES: [&str; 2] = ["/tests/cases/", "/tests/rollbacks/"];

pub(crate) fn check(files: &[TextFile]) -> Vec<Complaint> {
    files
        .iter()
        .filter(|file| file.is("sql") && !CASES.iter().any(|it| file.path.contains(it)))
        .filter_map(|file| {
            let message = if !file.text.starts_with("-- ") {
                "the first line is not a `-- ` comment that says what the file is for"
            } else if !file.text.ends_with('\n') {
                "no newline at the end"
            } else {
                return None;
            };
            Some(Complaint::new(&file.path, message))
        })
        .collect()
}
