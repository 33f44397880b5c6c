//! What tells the rows of a table apart.

use serde::{Deserialize, Serialize};
use stagecraft_catalog::{Column, ConstraintType, Snapshot};
use stagecraft_model::{Ident, QualifiedName, quote_literal};

use super::image::image;

/// What tells the rows of a table apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// Columns that no two rows share and that are never null.
    Columns(Vec<Ident>),
    /// The values of these columns and which of equal rows it is: there is no
    /// better.
    Content(Vec<Ident>),
}

impl Key {
    /// Finds the key of a table: columns that are unique and not null in both
    /// catalogs; `is_there` says whether a column is in the later one, with the
    /// same values.
    pub(crate) fn find(
        table: &QualifiedName,
        before: &Snapshot,
        is_there: impl Fn(&Ident) -> bool,
    ) -> Self {
        let columns = before.columns_of(table);
        let is_not_null = |name: &Ident| columns.iter().any(|it| it.name == *name && it.not_null);
        let mut candidates: Vec<_> = before
            .constraints_of(table)
            .filter(|it| {
                matches!(
                    it.r#type,
                    ConstraintType::PrimaryKey | ConstraintType::Unique
                )
            })
            .filter(|it| !it.definition.contains("DEFERRABLE"))
            .collect();
        candidates.sort_by_key(|it| it.r#type);
        let names = candidates
            .iter()
            .filter_map(|it| columns_in(&it.definition));
        let unique = before
            .indexes_of(table)
            .filter(|it| it.unique && it.valid && it.constraint.is_none())
            .filter_map(|it| it.definition.as_deref())
            .filter(|it| !it.contains(" WHERE "))
            .filter_map(columns_in);
        for names in names.chain(unique) {
            let is_key = names.iter().all(|it| is_not_null(it) && is_there(it));
            if !names.is_empty() && is_key {
                return Self::Columns(names);
            }
        }
        let rest = columns
            .iter()
            .filter(|it| it.generated.is_none() && is_there(&it.name))
            .map(|it| it.name.clone());
        Self::Content(rest.collect())
    }

    /// Returns the columns.
    pub(crate) fn columns(&self) -> &[Ident] {
        match self {
            Self::Columns(columns) | Self::Content(columns) => columns,
        }
    }
}

/// Reads the columns of `PRIMARY KEY (a, "b c")` or `… USING btree (a)`;
/// nothing when one is an expression.
pub(crate) fn columns_in(definition: &str) -> Option<Vec<Ident>> {
    let (_, rest) = definition.split_once('(')?;
    let mut names = Vec::new();
    let mut rest = rest.trim_start();
    loop {
        let name;
        if let Some(mut quoted) = rest.strip_prefix('"') {
            let mut text = String::new();
            loop {
                let (part, after) = quoted.split_once('"')?;
                text.push_str(part);
                if let Some(after) = after.strip_prefix('"') {
                    text.push('"');
                    quoted = after;
                } else {
                    rest = after;
                    break;
                }
            }
            name = text;
        } else {
            let end = rest.find(|it: char| !(it.is_alphanumeric() || it == '_' || it == '$'))?;
            let (word, after) = rest.split_at(end);
            rest = after;
            name = word.to_owned();
        }
        if name.is_empty() {
            return None;
        }
        names.push(Ident::new(name));
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(',') {
            rest = after.trim_start();
        } else if rest.starts_with(')') {
            return Some(names);
        } else {
            // A collation, an operator class, an expression.
            return None;
        }
    }
}

/// Holds where a row `s` stands where `t` does; partitions count their rows alike.
pub(crate) const SAME_PLACE: &str = "s.part = t.tableoid and s.place = t.ctid";

/// A table as it is read to find its kept rows again.
pub(crate) struct Source {
    /// Stands behind `from`; the row is `t`.
    pub(crate) from: String,
    /// The key of the row, a `jsonb`.
    pub(crate) key: String,
    /// Holds where `k.key` is the row's.
    pub(crate) matches: String,
    /// Whether `from` is the table alone.
    pub(crate) is_plain: bool,
}

impl Source {
    /// Returns what stands behind `join`.
    pub(crate) fn joined(&self) -> String {
        if self.is_plain {
            self.from.clone()
        } else {
            format!("({})", self.from)
        }
    }
}

/// Reads `table` under the names that its columns have (`pairs`: had, has).
pub(crate) fn source(
    table: &QualifiedName,
    key: &Key,
    pairs: &[(Ident, Ident)],
    columns: &[&Column],
) -> Source {
    let of_key: Vec<_> = pairs
        .iter()
        .filter(|(was, _)| key.columns().contains(was))
        .cloned()
        .collect();
    match key {
        Key::Columns(_) => {
            let conditions: Vec<_> = of_key
                .iter()
                .map(|(was, is)| {
                    let name = quote_literal(was.as_str());
                    let column = columns.iter().find(|it| it.name == *is || it.name == *was);
                    let r#type = column.map_or("text", |it| it.r#type.as_str());
                    format!("t.{is} = (k.key ->> {name})::{type}")
                })
                .collect();
            Source {
                from: format!("{table} as t"),
                key: image("t", &of_key),
                matches: conditions.join(" and "),
                is_plain: true,
            }
        }
        Key::Content(_) => {
            let content = image("r", &of_key);
            Source {
                from: format!(
                    "{table} as t\n  join (\n    select r.tableoid as part, r.ctid as place, pg_catalog.jsonb_build_object(\n      \
                     'row', pg_catalog.md5({content}::text),\n      \
                     'of', pg_catalog.row_number() over (partition by {content} order by r.tableoid, r.ctid)\n    ) as key\n    \
                     from {table} as r\n  ) as s on {SAME_PLACE}"
                ),
                key: "s.key".to_owned(),
                matches: "s.key = k.key".to_owned(),
                is_plain: false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_key_are_read_from_its_definition() {
        let cases: [(&str, Option<&[&str]>); 5] = [
            ("PRIMARY KEY (id)", Some(&["id"])),
            ("UNIQUE (a, \"b, \"\"c\")", Some(&["a", "b, \"c"])),
            (
                "CREATE UNIQUE INDEX x ON public.t USING btree (shop_id, id)",
                Some(&["shop_id", "id"]),
            ),
            ("CREATE UNIQUE INDEX x ON t USING btree (lower(a))", None),
            ("CREATE UNIQUE INDEX x ON t USING btree (a DESC)", None),
        ];
        for (definition, expected) in cases {
            let expected = expected.map(|it| it.iter().map(|it| Ident::from(*it)).collect());
            assert_eq!(columns_in(definition), expected, "{definition}");
        }
    }
}
