//! A profile to begin with.

use stagecraft_catalog::{Column, Snapshot};
use stagecraft_model::QualifiedName;

use super::assume::{is_platform, own_tables};
use super::name::written;
use super::{RowCount, Tenants, toml_text};
use crate::dataset::Assumed;
use crate::shape::root_of;
use crate::statistics::{ColumnStatistics, Statistics, TableStatistics};

const HEAD: &str = "\
# What synthetic data should look like, where that differs from what is made without being told.
# All of it may go: what is not said is assumed.
version = 1
# Another seed, other values.
seed = 1
# When the data ends. No clock is read: the same profile makes the same data tomorrow.
as_of = \"2026-01-01T00:00:00Z\"
";

const SCALES: &str = "
# `factor` multiplies the rows of every table that does not count by scale itself.
[scales]
demo = { tenants = 2, factor = 0.2 }
ci = { tenants = 20, factor = 1 }
big = { tenants = 1000, factor = 100 }
";

/// Parts of rows below which nulls are not worth a line.
const FEW: f64 = 0.005;
/// How many ranges a histogram is thinned to.
const RANGES: usize = 10;

/// Returns a profile of a schema, with what statistics say if there are any: TOML
/// that [`Profile::parse`](super::Profile::parse) reads and that fits the schema.
pub fn draft(snapshot: &Snapshot, statistics: Option<&Statistics>) -> String {
    let tables = own_tables(snapshot);
    let assumed = Assumed::of(snapshot, &Tenants::default());
    let root = assumed.root().cloned();
    let users = QualifiedName::new("auth", "users");
    let has_users = tables.contains(&users) && assumed.owns(&users);
    let mut text = HEAD.to_owned();
    text.push_str("\n[tenants]\n");
    match &root {
        Some(root) => text.push_str(&format!(
            "# The table whose rows are the tenants.\nroot = {}\n",
            toml_text::string(&written(root))
        )),
        None => text.push_str(
            "# No table was recognised as that of the tenants: all rows belong together.\n\
             # root = \"public.organizations\"\n",
        ),
    }
    text.push_str(
        "# How unlike tenants are in size: 0 makes them equal, 1 is Zipf's law.\nskew = 1.0\n",
    );
    if has_users {
        text.push_str(
            "# Tables without a way to the root whose rows belong to one tenant each.\n\
             also = [\"auth.users\"]\n",
        );
    }
    text.push_str(SCALES);
    for name in &tables {
        text.push('\n');
        table(&mut text, snapshot, statistics, &assumed, name);
    }
    text
}

fn table(
    text: &mut String,
    snapshot: &Snapshot,
    statistics: Option<&Statistics>,
    assumed: &Assumed,
    name: &QualifiedName,
) {
    let found = statistics.and_then(|it| it.tables.get(name));
    let head = format!("[table.{}]", toml_text::string(&written(name)));
    text.push_str(&head);
    text.push('\n');
    if is_platform(name) {
        text.push_str("# The platform's; its rows look like those of people who signed up.\n");
    }
    for line in known(statistics.is_some(), found) {
        text.push_str(&format!("# {line}\n"));
    }
    let rows = found.and_then(|it| it.rows).map(rounded);
    match (assumed.rows(name), rows) {
        (None, None) => text.push_str("# The tenants; how many there are, [scales] says.\n"),
        (None, Some(rows)) => text.push_str(&format!(
            "# The tenants, about {rows}; how many are made, [scales] says.\n"
        )),
        (Some(RowCount::PerTenant(usual)), rows) => {
            let measured = rows.zip(tenants_in(statistics, assumed.root()));
            let per_tenant = measured.map_or(usual, |(rows, tenants)| per(rows, tenants));
            text.push_str(&format!("rows = {{ per_tenant = {per_tenant} }}\n"));
        }
        (Some(RowCount::Total(usual)), rows) => {
            text.push_str(&format!("rows = {}\n", rows.unwrap_or(usual)));
        }
        (Some(_), _) => {}
    }
    let Some(found) = found else { return };
    let lines: Vec<String> = snapshot
        .columns_of(name)
        .into_iter()
        .filter_map(|it| column(it, found.columns.get(&it.name)?))
        .collect();
    if !lines.is_empty() {
        text.push_str(&format!(
            "[table.{}.columns]\n{}\n",
            toml_text::string(&written(name)),
            lines.join("\n")
        ));
    }
}

/// Returns what there is to say about the statistics of a table.
fn known(asked: bool, found: Option<&TableStatistics>) -> Vec<&'static str> {
    match found {
        _ if !asked => vec![],
        None => vec!["Nothing is known of its rows."],
        Some(it) if !it.analyzed => {
            vec!["It was never analyzed: nothing is known of its columns. See ANALYZE."]
        }
        Some(it) if it.columns.is_empty() && it.rows != Some(0) => {
            vec!["Its statistics are not for this role to read."]
        }
        Some(_) => vec![],
    }
}

fn tenants_in(statistics: Option<&Statistics>, root: Option<&QualifiedName>) -> Option<u64> {
    statistics?.tables.get(root?)?.rows.filter(|it| *it > 0)
}

#[expect(clippy::cast_precision_loss, reason = "counts are rounded anyway")]
fn per(rows: u64, tenants: u64) -> f64 {
    let per = rows as f64 / tenants as f64;
    if per >= 10.0 {
        per.round()
    } else {
        (per * 100.0).round() / 100.0
    }
}

/// Rounds to two digits: what is estimated is not written to the last row.
fn rounded(rows: u64) -> u64 {
    let digits = rows.checked_ilog10().unwrap_or(0);
    let unit = 10_u64.pow(digits.saturating_sub(1));
    rows / unit * unit
}

/// Returns a column's line, if there is something to say.
fn column(column: &Column, found: &ColumnStatistics) -> Option<String> {
    if column.generated.is_some() {
        return None;
    }
    let mut says = Vec::new();
    if found.null >= FEW && !column.not_null {
        says.push(format!("null = {}", part(found.null)));
    }
    if !found.labels.is_empty() {
        let weights: Vec<String> = found
            .labels
            .iter()
            .map(|(label, weight)| {
                format!(
                    "{} = {}",
                    toml_text::key(spelled(label, column)),
                    part(*weight)
                )
            })
            .collect();
        says.push(format!("one_of = {{ {} }}", weights.join(", ")));
    } else if let [_, _, ..] = found.bounds.as_slice() {
        let bounds: Vec<String> = thinned(&found.bounds)
            .into_iter()
            .map(|it| {
                if is_number(it) {
                    it.clone()
                } else {
                    toml_text::string(it)
                }
            })
            .collect();
        says.push(format!("histogram = [{}]", bounds.join(", ")));
    }
    (!says.is_empty()).then(|| {
        format!(
            "{} = {{ {} }}",
            toml_text::key(column.name.as_str()),
            says.join(", ")
        )
    })
}

/// Spells truth values out, which the server writes with one letter.
fn spelled<'l>(label: &'l str, column: &Column) -> &'l str {
    match (label, column.r#type.as_str()) {
        ("t", "boolean") => "true",
        ("f", "boolean") => "false",
        _ => label,
    }
}

/// Returns whether a text is a number as TOML writes it.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    all_digits(whole)
        && all_digits(fraction)
        && whole.len() <= 15
        && (whole == "0" || !whole.starts_with('0'))
}

/// Writes a part of the rows with three digits.
fn part(of_one: f64) -> f64 {
    ((of_one * 1000.0).round() / 1000.0).max(0.001)
}

/// Leaves out bounds such that equally many rows lie between those that stay.
fn thinned(bounds: &[String]) -> Vec<&String> {
    let last = bounds.len().saturating_sub(1);
    let ranges = RANGES.min(last).max(1);
    (0..=ranges)
        .filter_map(|it| bounds.get(it * last / ranges))
        .collect()
}

/// Returns the tables that statistics are asked of for a draft.
pub(crate) fn tables_of_draft(snapshot: &Snapshot) -> Vec<QualifiedName> {
    own_tables(snapshot)
        .iter()
        .map(|it| root_of(snapshot, it))
        .collect()
}
