//! ARCHITECTURE.md's table of crates tells the truth: the same crates as
//! cargo's, edges only to rows above, and no async runtime in a pure crate.
//!
//! A row of the table looks like ``| 2 | `stagecraft-plan` | pure | … |``; the
//! row of a crate that stands outside the layers is `–`.

use std::collections::BTreeMap;
use std::path::Path;

use super::Complaint;
use super::workspace::Workspace;

const FILE: &str = "ARCHITECTURE.md";

struct Row {
    layer: Option<u32>,
    pure: bool,
}

pub(crate) fn check(root: &Path, workspace: &Workspace) -> Vec<Complaint> {
    let text = std::fs::read_to_string(root.join(FILE)).unwrap_or_default();
    let rows = rows(&text);
    let mut complaints = Vec::new();
    let mut complain = |message: String| complaints.push(Complaint::new(FILE, message));
    for name in workspace
        .keys()
        .filter(|it| !rows.contains_key(it.as_str()))
    {
        complain(format!("`{name}` has no row in the table of crates"));
    }
    for name in rows.keys().filter(|it| !workspace.contains_key(**it)) {
        complain(format!(
            "the table of crates names `{name}`, which does not exist"
        ));
    }
    for (name, member) in workspace {
        let Some(row) = rows.get(name.as_str()) else {
            continue;
        };
        if row.pure && member.tree.contains("tokio") {
            complain(format!("`{name}` is called pure but has tokio in its tree"));
        }
        for dependency in &member.depends_on {
            let below = rows.get(dependency.as_str()).and_then(|it| it.layer);
            let allowed = match (row.layer, below) {
                (Some(own), Some(below)) => below < own,
                (Some(_), None) => false,
                (None, _) => true,
            };
            if !allowed {
                complain(format!(
                    "`{name}` depends on `{dependency}`, which is not in a row above it"
                ));
            }
        }
    }
    complaints
}

fn rows(text: &str) -> BTreeMap<&str, Row> {
    text.lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
            let layer = cells.next()?;
            let name = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
            let pure = cells.next()? == "pure";
            let layer = match layer {
                "–" => None,
                number => Some(number.parse().ok()?),
            };
            Some((name, Row { layer, pure }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::workspace::Member;
    use super::*;

    #[test]
    fn upward_edges_and_missing_rows_are_found() {
        let folder = std::env::temp_dir().join(format!("xtask-arch-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join(FILE),
            "| 0 | `low` | pure | x |\n| 1 | `high` | | x |\n| 1 | `gone` | | x |\n",
        )
        .unwrap();
        let member = |depends_on: &[&str], tree: &[&str]| Member {
            folder: String::new(),
            depends_on: depends_on.iter().map(|it| (*it).to_owned()).collect(),
            tree: tree
                .iter()
                .map(|it| (*it).to_owned())
                .collect::<BTreeSet<_>>(),
        };
        let workspace = Workspace::from([
            ("low".to_owned(), member(&["high"], &["tokio"])),
            ("high".to_owned(), member(&["low"], &["tokio"])),
            ("new".to_owned(), member(&[], &[])),
        ]);
        let found = check(&folder, &workspace);
        std::fs::remove_dir_all(&folder).unwrap();
        let text = found
            .iter()
            .map(|it| it.message.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        for expected in [
            "`new` has no row",
            "`gone`, which",
            "`low` is called pure",
            "`low` depends on `high`",
        ] {
            assert!(text.contains(expected), "{expected} is missing in {text}");
        }
        assert_eq!(found.len(), 4);
    }
}
