//! golang-migrate: `<digits>_<title>.up.sql` and `.down.sql` in one folder.
//!
//! Versions are numbers, recorded without leading zeros. A file is sent as one
//! query. Where a project runs migrations written in Go beside them
//! (`.up.go`), these are named, for they cannot be run here.

use super::Words;
use super::part::{Part, Role, digits_and_rest};

pub(super) const WORDS: Words = Words {
    name: "golang-migrate",
    tool: "golang-migrate",
    up: "`<digits>_<title>.up.sql`",
    down: "`<digits>_<title>.down.sql`",
};

pub(super) fn part(path: &str) -> Option<Part> {
    const ENDINGS: [(&str, Role); 4] = [
        (".up.sql", Role::Up),
        (".down.sql", Role::Down),
        (".up.go", Role::ProgramUp),
        (".down.go", Role::ProgramDown),
    ];
    let (digits, rest) = digits_and_rest(path)?;
    let rest = rest.strip_prefix('_')?;
    let (title, role) = ENDINGS
        .iter()
        .find_map(|(ending, role)| Some((rest.strip_suffix(ending)?, *role)))?;
    digits.parse::<u64>().ok()?;
    Some(Part::numeric(role, digits, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let up = part("000012_add.up.sql").unwrap();
        assert_eq!((up.version.as_str(), up.name.as_str()), ("12", "add"));
        assert_eq!(part("0_.down.sql").unwrap().version, "0");
        assert_eq!(part("1_a.up.go").unwrap().role, Role::ProgramUp);
        for name in [
            "1_a.sql",
            "a.up.sql",
            "1a.up.sql",
            "18446744073709551616_a.up.sql",
            "1_a.up.sql.bak",
            "migrations.go",
        ] {
            assert_eq!(part(name), None, "{name}");
        }
    }
}
