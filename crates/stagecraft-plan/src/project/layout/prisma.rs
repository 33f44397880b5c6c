//! Prisma: a folder `<stamp>_<name>` per migration, with `migration.sql`, and
//! perhaps a `down.sql` that `prisma migrate diff` wrote.
//!
//! Prisma records the folder's whole name and orders by it as text; two folders
//! of one stamp are two migrations.

use super::Words;
use super::part::{Order, Part, Role, digits_and_rest};

pub(super) const WORDS: Words = Words {
    name: "prisma",
    tool: "Prisma",
    up: "`<stamp>_<name>/migration.sql`",
    down: "a `down.sql` beside `migration.sql`",
};

pub(super) fn part(path: &str) -> Option<Part> {
    let (folder, file) = path.split_once('/')?;
    let role = match file {
        "migration.sql" => Role::Up,
        "down.sql" => Role::Down,
        _ => return None,
    };
    let (stamp, rest) = digits_and_rest(folder)?;
    let name = match rest.strip_prefix('_') {
        Some(name) => name,
        None if rest.is_empty() => "",
        None => return None,
    };
    Some(Part {
        role,
        version: stamp.to_owned(),
        same: folder.to_owned(),
        order: Order::text(folder),
        name: name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (path, role, version, name) in [
            (
                "20240102030405_a_b/migration.sql",
                Role::Up,
                "20240102030405",
                "a_b",
            ),
            (
                "20240102030405_a_b/down.sql",
                Role::Down,
                "20240102030405",
                "a_b",
            ),
            ("0_init/migration.sql", Role::Up, "0", "init"),
            (
                "20240102030405/migration.sql",
                Role::Up,
                "20240102030405",
                "",
            ),
        ] {
            let part = part(path).unwrap();
            let seen = (part.role, part.version.as_str(), part.name.as_str());
            assert_eq!(seen, (role, version, name), "{path}");
        }
        for path in [
            "migration.sql",
            "init/migration.sql",
            "1_a/up.sql",
            "1a/migration.sql",
        ] {
            assert_eq!(part(path), None, "{path}");
        }
    }
}
