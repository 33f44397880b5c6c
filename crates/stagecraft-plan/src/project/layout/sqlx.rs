//! sqlx: `<digits>_<name>.up.sql` and `.down.sql`, or `<digits>_<name>.sql`
//! without a way back.
//!
//! Versions are numbers, recorded without leading zeros.

use super::Words;
use super::part::{Part, Role, digits_and_rest};

pub(super) const WORDS: Words = Words {
    name: "sqlx",
    tool: "sqlx",
    up: "`<digits>_<name>.up.sql` or `<digits>_<name>.sql`",
    down: "`<digits>_<name>.down.sql`, with `.up.sql` as the ending of its migration,",
};

/// What a file begins with that wants no transaction.
const MARKER: &str = "-- no-transaction";

pub(super) fn part(path: &str) -> Option<Part> {
    let (digits, rest) = digits_and_rest(path)?;
    let stem = rest.strip_prefix('_')?.strip_suffix(".sql")?;
    let (name, role) = match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
        (Some(name), _) => (name, Role::Up),
        (_, Some(name)) => (name, Role::Down),
        _ => (stem, Role::Up),
    };
    digits.parse::<i64>().ok()?;
    Some(Part::numeric(role, digits, name))
}

/// Returns whether a file wants no transaction; nothing may precede the marker.
pub(super) fn no_transaction(sql: &str) -> bool {
    sql.starts_with(MARKER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(part("1_a.sql").unwrap().role, Role::Up);
        assert_eq!(part("1_a.up.sql").unwrap().name, "a");
        assert_eq!(part("0001_a.down.sql").unwrap().role, Role::Down);
        assert_eq!(part("0001_a.down.sql").unwrap().version, "1");
        for name in ["1.sql", "a_1.sql", "9223372036854775808_a.sql", "1_a/x.md"] {
            assert_eq!(part(name), None, "{name}");
        }
    }
}
