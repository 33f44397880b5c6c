//! SQL files of the product: a comment first, a newline last.

use super::Complaint;
use super::files::TextFile;

pub(crate) fn check(files: &[TextFile]) -> Vec<Complaint> {
    files
        .iter()
        .filter(|file| file.is("sql") && !file.path.contains("/tests/cases/"))
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
