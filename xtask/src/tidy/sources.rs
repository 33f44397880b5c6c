//! Rust files: a `//!` line first, at most 500 lines, no snapshot left over.

use super::Complaint;
use super::files::TextFile;

/// No Rust file is longer.
const LONGEST: usize = 500;

pub(crate) fn check(files: &[TextFile]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in files {
        if file.path.ends_with(".snap.new") {
            complaints.push(Complaint::new(
                &file.path,
                "a snapshot that was never reviewed: accept it or delete it",
            ));
        }
        if !file.is("rs") {
            continue;
        }
        let purpose = file
            .text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("//! "));
        if purpose.is_none_or(|it| it.trim().is_empty()) {
            complaints.push(Complaint::new(
                &file.path,
                "the first line is not a `//!` line that says what the file is for",
            ));
        }
        let lines = file.text.lines().count();
        if lines > LONGEST {
            complaints.push(Complaint::new(
                &file.path,
                format!("{lines} lines; find the second noun in it and split (at most {LONGEST})"),
            ));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> TextFile {
        TextFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn each_rule_complains() {
        let long = format!("//! Long.\n{}", "\n".repeat(LONGEST));
        let files = [
            file("a.rs", "fn main() {}\n"),
            file("b.rs", &long),
            file("c.snap.new", ""),
            file("d.rs", "//! Fine.\n"),
        ];
        let found: Vec<_> = check(&files).into_iter().map(|it| it.file).collect();
        assert_eq!(found, ["a.rs", "b.rs", "c.snap.new"]);
    }
}
