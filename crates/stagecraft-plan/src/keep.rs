//! Files that keep the rows which a migration would destroy, as a rehearsal
//! writes them beside its rollback: `<version>_<name>.keep.sql`.
//!
//! A file has parts: what runs before the migration's first statement, in place
//! of some of its statements, and after its last.

use std::collections::BTreeMap;

use stagecraft_model::Digest;

use crate::split;

/// The line that begins the part before the migration.
pub const KEEP_BEFORE: &str = "-- stagecraft: before the migration";
/// What begins the line of a part in place of a statement; its ordinal follows.
pub const KEEP_INSTEAD: &str = "-- stagecraft: instead of statement ";
/// The line that begins the part after the migration.
pub const KEEP_AFTER: &str = "-- stagecraft: after the migration";
/// What begins the line that says which migration a generated file is for.
pub const MADE_FOR: &str = "-- migration: ";

/// A file that keeps rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeepFile {
    /// Relative to the project, with forward slashes.
    pub path: String,
    /// Digest of its bytes.
    pub digest: Option<Digest>,
    /// The digest of the migration that it was made for.
    pub migration: Option<Digest>,
    /// Statements before the migration's first.
    pub before: Vec<String>,
    /// Statements in place of some of the migration's, by ordinal.
    pub instead: BTreeMap<usize, Vec<String>>,
    /// Statements after the migration's last.
    pub after: Vec<String>,
}

impl KeepFile {
    /// Reads the text of such a file.
    pub fn read(text: &str) -> Self {
        let mut file = Self {
            migration: made_for(text),
            ..Self::default()
        };
        let mut mark = "";
        let mut part = String::new();
        for line in text.lines() {
            let bare = line.trim_end();
            if bare == KEEP_BEFORE || bare == KEEP_AFTER || bare.starts_with(KEEP_INSTEAD) {
                file.take(mark, &part);
                part.clear();
                mark = bare;
            } else {
                part.push_str(line);
                part.push('\n');
            }
        }
        file.take(mark, &part);
        file
    }

    fn take(&mut self, mark: &str, part: &str) {
        let statements: Vec<String> = split(part)
            .statements
            .iter()
            .map(|it| it.text(part).to_owned())
            .collect();
        if mark == KEEP_BEFORE {
            self.before = statements;
        } else if mark == KEEP_AFTER {
            self.after = statements;
        } else if let Some(ordinal) = mark
            .strip_prefix(KEEP_INSTEAD)
            .and_then(|it| it.trim().parse().ok())
        {
            self.instead.insert(ordinal, statements);
        }
    }
}

/// Returns the digest of the migration that a generated file says it is for.
pub fn made_for(text: &str) -> Option<Digest> {
    text.lines()
        .take_while(|it| it.starts_with("--"))
        .find_map(|it| it.strip_prefix(MADE_FOR))
        .and_then(|it| it.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_told_apart() {
        let digest = Digest::of("x");
        let file = KeepFile::read(&format!(
            "-- head\n{MADE_FOR}{digest}\n{KEEP_BEFORE}\nselect ';';\ndo $x$ begin; end $x$;\n\
             {KEEP_INSTEAD}3\nselect 3;\n{KEEP_AFTER}\nselect 4;\n"
        ));
        assert_eq!(file.migration, Some(digest));
        assert_eq!(file.before, ["select ';'", "do $x$ begin; end $x$"]);
        assert_eq!(file.instead[&3], ["select 3"]);
        assert_eq!(file.after, ["select 4"]);
        assert_eq!(KeepFile::read("").before, Vec::<String>::new());
    }
}
