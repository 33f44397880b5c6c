//! dbmate: one file `<digits>_<name>.sql` with a section `-- migrate:up` and a
//! section `-- migrate:down`.
//!
//! **Invariant:** a section's text is as long as the file and has its line
//! breaks in the same places; the other section is spaces.

use super::Words;
use super::part::{Part, Role, digits_and_rest};

pub(super) const WORDS: Words = Words {
    name: "dbmate",
    tool: "dbmate",
    up: "`<digits>_<name>.sql`",
    down: "a section `-- migrate:down`",
};

const NO_TRANSACTION: &str = "transaction:false";

/// A file's sections.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sections {
    pub(super) up: String,
    /// Absent where the file has no line `-- migrate:down`.
    pub(super) down: Option<String>,
    pub(super) up_no_transaction: bool,
    pub(super) down_no_transaction: bool,
    /// Why dbmate refuses the file.
    pub(super) offence: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Before,
    Up,
    Down,
}

pub(super) fn part(path: &str) -> Option<Part> {
    let (digits, rest) = digits_and_rest(path)?;
    let name = rest.strip_suffix(".sql")?.trim_start_matches('_');
    (!path.contains('/')).then(|| Part::textual(Role::UpAndDown, digits, path, name))
}

/// Returns whether a file has a section of dbmate's.
pub(super) fn has_sections(sql: &str) -> bool {
    sql.lines().any(|it| marker(it).is_some())
}

/// Takes a file apart; it may hold several of both sections.
pub(super) fn sections(sql: &str) -> Sections {
    let mut sections = Sections::default();
    let mut down = String::with_capacity(sql.len());
    let mut section = Section::Before;
    let mut seen_up = false;
    for line in sql.split_inclusive('\n') {
        match marker(line) {
            Some((Section::Down, options)) => {
                if section != Section::Up {
                    sections.offence = Some("a `-- migrate:down` has no `-- migrate:up` before it");
                }
                section = Section::Down;
                sections.down_no_transaction |= options.contains(&NO_TRANSACTION);
                sections.down.get_or_insert_default();
            }
            Some((_, options)) => {
                if section == Section::Up {
                    sections.offence = Some("a `-- migrate:up` has no `-- migrate:down` after it");
                }
                (section, seen_up) = (Section::Up, true);
                sections.up_no_transaction |= options.contains(&NO_TRANSACTION);
            }
            None if section == Section::Before && !is_comment(line) => {
                sections.offence = Some("SQL stands before `-- migrate:up`");
            }
            None => {}
        }
        if section == Section::Down {
            blank(&mut sections.up, line);
            down.push_str(line);
        } else {
            sections.up.push_str(line);
            blank(&mut down, line);
        }
    }
    if !seen_up {
        sections.offence = Some("it has no `-- migrate:up`");
    } else if section == Section::Up {
        sections.offence = Some("it has no `-- migrate:down` at its end");
    }
    if let Some(text) = &mut sections.down {
        *text = down;
    }
    sections
}

/// Puts two sections of one file together again.
pub(in crate::project) fn merged(up: &str, down: &str) -> String {
    let lines = up.split_inclusive('\n').zip(down.split_inclusive('\n'));
    lines
        .map(|(up, down)| if up.trim().is_empty() { down } else { up })
        .collect()
}

/// Returns which section a line begins, and the words behind it.
fn marker(line: &str) -> Option<(Section, Vec<&str>)> {
    let line = line.strip_prefix('\u{feff}').unwrap_or(line);
    let text = line.strip_prefix("--")?.trim_start();
    let (section, rest) = match text.strip_prefix("migrate:up") {
        Some(rest) => (Section::Up, rest),
        None => (Section::Down, text.strip_prefix("migrate:down")?),
    };
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
    ends.then(|| (section, rest.split_whitespace().collect()))
}

fn is_comment(line: &str) -> bool {
    let text = line.trim_start_matches('\u{feff}').trim();
    text.is_empty() || text.starts_with("--")
}

/// Adds as many spaces as the line has bytes, and its line break.
fn blank(text: &mut String, line: &str) {
    let ends = |it: char| matches!(it, '\n' | '\r');
    for character in line.chars() {
        if ends(character) {
            text.push(character);
        } else {
            text.extend(std::iter::repeat_n(' ', character.len_utf8()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_keep_their_places_and_make_the_file_again() {
        for sql in [
            "-- migrate:up\nselect 'ż';\n-- migrate:down\nselect 2;\n",
            "\u{feff}-- note\r\n-- migrate:up transaction:false\r\na;\r\n\r\n-- migrate:down\r\n",
            "--migrate:up\na\n--  migrate:down\nb\n-- migrate:up\nc\n-- migrate:down x:y\nd",
        ] {
            let sections = sections(sql);
            assert_eq!(sections.offence, None, "{sql:?}");
            let down = sections.down.unwrap();
            assert_eq!((sections.up.len(), down.len()), (sql.len(), sql.len()));
            assert_eq!(merged(&sections.up, &down), sql);
        }
    }

    #[test]
    fn what_dbmate_refuses() {
        for sql in [
            "",
            "select 1;\n",
            "-- migrate:upper\n",
            "-- migrate:up\nselect 1;\n",
            "-- migrate:down\n-- migrate:up\n",
            "select 1;\n-- migrate:up\n-- migrate:down\n",
            " -- migrate:up\n -- migrate:down\n",
        ] {
            assert!(sections(sql).offence.is_some(), "{sql:?}");
        }
    }

    #[test]
    fn options_are_words_behind_the_marker() {
        let options = |sql: &str| {
            let sections = sections(sql);
            (sections.up_no_transaction, sections.down_no_transaction)
        };
        let (up, down) = ("-- migrate:up transaction:false\n", "-- migrate:down\n");
        assert_eq!(options(&format!("{up}{down}")), (true, false));
        let text = "-- migrate:up\n-- transaction:false\n-- migrate:down a:b transaction:false\n";
        assert_eq!(options(text), (false, true));
        assert_eq!(
            options("-- migrate:up transaction:true\n-- migrate:down"),
            (false, false)
        );
    }
}
