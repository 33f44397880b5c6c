//! Columns that a contract names and that are not there.

use std::ops::Range;

use stagecraft_model::{Finding, Ident, Severity};

use super::{Placed, is_waived};
use crate::contract::{Contract, Entry, quoted};
use crate::facts::{Facts, Relation};

/// Words that are SQL by themselves.
const VALUES: [&str; 7] = [
    "true",
    "false",
    "null",
    "user",
    "current_user",
    "current_role",
    "session_user",
];

/// Returns a finding for each such column.
pub(super) fn unknown<'a>(
    contract: &'a Contract,
    facts: &'a Facts,
) -> impl Iterator<Item = Placed> + use<'a> {
    contract
        .relations()
        .filter_map(|(name, entry)| Some((facts.named(name.get_ref())?, entry)))
        .filter(|(relation, _)| !is_waived(contract, "unknown-column", &relation.name.to_string()))
        .flat_map(|(relation, entry)| {
            named(entry)
                .into_iter()
                .filter(|it| !it.is_there(relation))
                .map(|it| it.finding(relation))
        })
}

/// A name of a column in an entry.
struct Named<'a> {
    field: &'static str,
    text: &'a str,
    /// Whether it may be SQL as well.
    or_sql: bool,
    span: Range<usize>,
}

fn named(entry: &Entry) -> Vec<Named<'_>> {
    let mut all = Vec::new();
    for (field, text) in [("tenant", &entry.tenant), ("owner", &entry.owner)] {
        all.extend(text.iter().map(|it| Named {
            field,
            text: it.get_ref(),
            or_sql: true,
            span: it.span(),
        }));
    }
    let updatable = entry.updatable.iter().flatten().map(|it| ("updatable", it));
    let lists = entry.protected.iter().map(|it| ("protected", it));
    all.extend(lists.chain(updatable).map(|(field, it)| Named {
        field,
        text: it.get_ref(),
        or_sql: false,
        span: it.span(),
    }));
    all.extend(entry.set.iter().map(|it| Named {
        field: "set",
        text: &it.column,
        or_sql: false,
        span: entry.set_at.clone(),
    }));
    all
}

impl Named<'_> {
    fn is_there(&self, relation: &Relation) -> bool {
        let has = |name: &str| relation.column(&Ident::from(name)).is_some();
        if has(self.text) {
            return true;
        }
        if !self.or_sql {
            return false;
        }
        match quoted(self.text) {
            Some((name, "")) => has(&name),
            // As SQL it is read in lower case.
            _ => {
                !is_plain(self.text)
                    || VALUES.contains(&self.text.to_lowercase().as_str())
                    || has(&self.text.to_lowercase())
            }
        }
    }

    fn finding(self, relation: &Relation) -> Placed {
        let columns: Vec<_> = relation.columns.iter().map(|it| it.name.as_str()).collect();
        let finding = Finding::new(
            "unknown-column",
            Severity::Error,
            &format!("{}.{}", relation.name, Ident::from(self.text)),
            format!(
                "`{}` names `{}`, which is no column of {}",
                self.field, self.text, relation.name
            ),
        );
        Placed {
            finding: finding
                .why("What depends on it is tried of no row, or not at all.")
                .help(format!("its columns are {}", columns.join(", "))),
            span: self.span,
        }
    }
}

fn is_plain(text: &str) -> bool {
    text.starts_with(|it: char| it.is_alphabetic() || it == '_')
        && text
            .chars()
            .all(|it| it.is_alphanumeric() || it == '_' || it == '$')
}
