//! Flyway and refinery: `V<version>__<name>.sql`, undone by
//! `U<version>__<name>.sql`.
//!
//! A version is numbers between dots or underscores, ordered number by number
//! and recorded with dots. refinery has no undo: its `U` files are migrations
//! that may come late, and here would be taken for the way back.

use super::Words;
use super::part::{Order, Part, Role, without_zeros};

pub(super) const WORDS: Words = Words {
    name: "flyway",
    tool: "Flyway",
    up: "`V<version>__<name>.sql`",
    down: "`U<version>__<name>.sql`",
};

pub(super) fn part(path: &str) -> Option<Part> {
    let (stem, ending) = path.rsplit_once('.')?;
    let program = match ending {
        "sql" => false,
        "java" | "rs" => true,
        _ => return None,
    };
    let (head, name) = stem.split_once("__")?;
    let mut letters = head.chars();
    let role = match (letters.next()?, program) {
        ('V', false) => Role::Up,
        ('U', false) => Role::Down,
        ('V', true) => Role::ProgramUp,
        ('U', true) => Role::ProgramDown,
        ('R', _) => Role::Repeatable,
        _ => return None,
    };
    let version = letters.as_str().replace('_', ".");
    if role == Role::Repeatable {
        return version
            .is_empty()
            .then(|| Part::textual(role, "", name, name));
    }
    let numbers: Vec<&str> = version.split('.').collect();
    let is_number = |it: &&str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if !numbers.iter().all(is_number) {
        return None;
    }
    // `1` and `1.0` are one version.
    let zeros = numbers
        .iter()
        .rev()
        .take_while(|it| without_zeros(it).is_empty());
    let meaning = numbers.len() - zeros.count();
    let meaning = numbers.iter().take(meaning).map(|it| without_zeros(it));
    Some(Part {
        role,
        same: meaning.clone().collect::<Vec<_>>().join("."),
        order: Order::numbers(meaning),
        version,
        name: name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let one = part("V1__a__b.sql").unwrap();
        assert_eq!((one.version.as_str(), one.name.as_str()), ("1", "a__b"));
        assert_eq!(part("V1_02__a.sql").unwrap().version, "1.02");
        assert_eq!(part("U1.0__a.sql").unwrap().role, Role::Down);
        assert_eq!(part("U1.0__a.sql").unwrap().same, one.same);
        assert!(part("V1_2__a.sql").unwrap().order < part("V1.10__a.sql").unwrap().order);
        assert_eq!(part("R__views.sql").unwrap().role, Role::Repeatable);
        assert_eq!(part("V2__code.java").unwrap().role, Role::ProgramUp);
        for path in [
            "V1_a.sql",
            "v1__a.sql",
            "V__a.sql",
            "V1..2__a.sql",
            "B1__a.sql",
            "V1__a.md",
        ] {
            assert_eq!(part(path), None, "{path}");
        }
    }
}
