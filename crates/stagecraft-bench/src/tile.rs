//! A tile: a query of the dashboard, and what its header promises.

use std::fs;

use crate::layer::{Trouble, root};

const FOLDER: &str = "supabase/tiles";

/// A query of the dashboard.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tile {
    pub(crate) name: String,
    /// What the 95th percentile may take, in milliseconds.
    pub(crate) budget: f64,
    /// The whole file: its header is a comment.
    pub(crate) sql: String,
}

impl Tile {
    /// Reads a file's text; says what is wrong with its header, if anything.
    pub(crate) fn parse(sql: &str) -> Result<Self, String> {
        let name = entry(sql, "tile")?;
        let budget = entry(sql, "budget_p95_ms")?;
        let millis = budget
            .parse()
            .ok()
            .filter(|it: &f64| it.is_finite() && *it > 0.0)
            .ok_or_else(|| format!("`budget_p95_ms: {budget}` is no number of milliseconds"))?;
        Ok(Self {
            name: name.to_owned(),
            budget: millis,
            sql: sql.to_owned(),
        })
    }

    /// Reads every tile of the repository, in order of name.
    pub(crate) fn read_all() -> Result<Vec<Self>, Trouble> {
        let mut files = Vec::new();
        for file in fs::read_dir(root().join(FOLDER))? {
            let path = file?.path();
            if path.extension().is_some_and(|it| it == "sql") {
                files.push(path);
            }
        }
        files.sort();
        let tiles = files
            .iter()
            .map(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let sql = fs::read_to_string(path)?;
                Self::parse(&sql).map_err(|wrong| format!("{FOLDER}/{name}: {wrong}").into())
            })
            .collect::<Result<Vec<_>, Trouble>>()?;
        if tiles.is_empty() {
            return Err(format!("{FOLDER} holds no .sql file").into());
        }
        Ok(tiles)
    }
}

/// Returns what the comment before the query says after `key:`.
fn entry<'a>(sql: &'a str, key: &str) -> Result<&'a str, String> {
    sql.trim_start_matches('\u{feff}')
        .lines()
        .map_while(|line| line.strip_prefix("--"))
        .filter_map(|line| line.split_once(':'))
        .find(|(found, _)| found.trim() == key)
        .map(|(_, value)| value.trim())
        .filter(|it| !it.is_empty())
        .ok_or_else(|| format!("the header has no `-- {key}: …`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_whatever_the_line_ends() {
        for sql in [
            "-- tile: revenue\n-- budget_p95_ms: 100\nselect 1;\n",
            "\u{feff}-- tile: revenue\r\n-- title: A: b\r\n--budget_p95_ms:100\r\nselect 1;\r\n",
        ] {
            let tile = Tile::parse(sql).unwrap();
            assert_eq!((tile.name.as_str(), tile.budget), ("revenue", 100.0));
            assert_eq!(tile.sql, sql);
        }
    }

    #[test]
    fn a_header_without_a_promise_is_an_error() {
        let error = |sql: &str| Tile::parse(sql).unwrap_err();
        assert_eq!(error(""), "the header has no `-- tile: …`");
        assert_eq!(
            error("-- tile: a\nselect 1;\n-- budget_p95_ms: 5\n"),
            "the header has no `-- budget_p95_ms: …`"
        );
        for budget in ["soon", "0", "-3", "inf", "NaN"] {
            assert_eq!(
                error(&format!("-- tile: a\n-- budget_p95_ms: {budget}\n")),
                format!("`budget_p95_ms: {budget}` is no number of milliseconds")
            );
        }
    }
}
