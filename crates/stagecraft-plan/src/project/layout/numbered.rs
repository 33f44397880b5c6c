//! Numbered files without a tool that is known: `0001_x.sql`, `1.sql`; undone
//! by `0001_x.down.sql` or by `down/0001_x.sql`.
//!
//! Files are taken in the order of their names as text, as a shell's `*.sql`
//! gives them.

use super::Words;
use super::part::{Part, Role, digits_and_rest};

pub(super) const WORDS: Words = Words {
    name: "numbered",
    tool: "Stagecraft",
    up: "`<digits>_<name>.sql` or `<digits>.sql`",
    down: "`<name>.down.sql` beside it or `down/<name>.sql`",
};

/// The folder of what undoes a file of the same name.
pub(super) const DOWN: &str = "down";

const ENDINGS: [(&str, Role); 5] = [
    (".up", Role::Up),
    (".down", Role::Down),
    (".rollback", Role::Down),
    (".undo", Role::Down),
    (".revert", Role::Down),
];

pub(super) fn part(path: &str) -> Option<Part> {
    let (file, below) = match path.split_once('/') {
        Some((DOWN, file)) => (file, true),
        Some(_) => return None,
        None => (path, false),
    };
    let stem = file.strip_suffix(".sql")?;
    let ending = ENDINGS
        .iter()
        .find_map(|(ending, role)| Some((stem.strip_suffix(ending)?, *role)));
    let (stem, role) = ending.unwrap_or((stem, Role::Up));
    let (digits, rest) = digits_and_rest(stem)?;
    let name = rest.trim_start_matches(|it: char| !it.is_alphanumeric());
    if !rest.is_empty() && name.len() == rest.len() {
        return None;
    }
    let role = if below { Role::Down } else { role };
    Some(Part::textual(role, digits, file, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (path, role, version, name) in [
            ("0001_a.sql", Role::Up, "0001", "a"),
            ("1.sql", Role::Up, "1", ""),
            ("1-a.up.sql", Role::Up, "1", "a"),
            ("0001_a.down.sql", Role::Down, "0001", "a"),
            ("1.down.sql", Role::Down, "1", ""),
            ("0001_a.rollback.sql", Role::Down, "0001", "a"),
            ("down/0001_a.sql", Role::Down, "0001", "a"),
        ] {
            let part = part(path).unwrap();
            let seen = (part.role, part.version.as_str(), part.name.as_str());
            assert_eq!(seen, (role, version, name), "{path}");
        }
        for path in ["a.sql", "1a.sql", "1_a.md", "old/1_a.sql", "schema_1.sql"] {
            assert_eq!(part(path), None, "{path}");
        }
    }
}
