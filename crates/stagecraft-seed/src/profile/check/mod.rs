//! Holding a profile against a schema.

mod columns;
mod values;

use std::collections::BTreeMap;

use stagecraft_catalog::Snapshot;
use stagecraft_model::{Finding, QualifiedName, Severity, SourceSpan};

use super::near::{did_you_mean, nearest};
use super::{Profile, Recipe, RowCount, TableProfile};
use crate::looks::Look;
use crate::shape::{Shape, root_of};

impl Profile {
    /// Returns what the profile says that can't hold in a schema: tables and
    /// columns that are not there, values that types or checks refuse, counts
    /// that go round in circles. Each stands at its place in the file.
    pub fn check(&self, snapshot: &Snapshot) -> Vec<Finding> {
        let mut checker = Checker {
            profile: self,
            snapshot,
            findings: Vec::new(),
        };
        checker.tenants();
        for (name, entry) in &self.tables {
            checker.table(name, entry);
        }
        checker.findings.extend(self.check_looks());
        checker.findings.sort_by_key(|it| {
            it.at
                .as_ref()
                .and_then(|it| it.span)
                .map_or((0, 0), |it| (it.line, it.column))
        });
        checker.findings
    }
}

impl Profile {
    /// Returns the columns that are to look like something that there is no look
    /// of; `_` is as good as `-` in their names.
    pub fn check_looks(&self) -> Vec<Finding> {
        let known: Vec<_> = Look::names().collect();
        let mut findings = Vec::new();
        for (table, entry) in &self.tables {
            for (name, column) in &entry.columns {
                let Some(Recipe::Like(look)) = &column.make else {
                    continue;
                };
                let look = look.replace('_', "-");
                if known.contains(&look.as_str()) {
                    continue;
                }
                let meant = did_you_mean(&look, known.iter().copied())
                    .unwrap_or_else(|| format!("there are {}", known.join(", ")));
                findings.push(
                    Finding::new(
                        "seed-look-unknown",
                        Severity::Error,
                        &format!("{table}.{name}"),
                        format!("nothing looks like a `{look}`"),
                    )
                    .help(meant)
                    .at(self.file.as_str(), column.at),
                );
            }
        }
        findings
    }
}

/// What is found on the way.
struct Checker<'a> {
    profile: &'a Profile,
    snapshot: &'a Snapshot,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    fn report(
        &mut self,
        rule: &str,
        subject: &str,
        at: Option<SourceSpan>,
        message: String,
        help: Option<String>,
    ) {
        let mut finding = Finding::new(rule, Severity::Error, subject, message)
            .at(self.profile.file.as_str(), at);
        if let Some(help) = help {
            finding = finding.help(help);
        }
        self.findings.push(finding);
    }

    fn tenants(&mut self) {
        let tenants = &self.profile.tenants;
        if let Some(root) = &tenants.root
            && self.is_table(root, tenants.root_at)
            && let Some(entry) = self.profile.tables.get(root)
            && entry.rows.is_some()
        {
            self.report(
                "seed-rows-of-root",
                &root.to_string(),
                entry.rows_at,
                format!("rows of {root} are the tenants; [scales] says how many there are"),
                None,
            );
        }
        for name in &tenants.also {
            self.is_table(name, tenants.also_at);
        }
    }

    fn table(&mut self, name: &QualifiedName, entry: &TableProfile) {
        if !self.is_table(name, entry.at) {
            return;
        }
        if let Some(RowCount::Per { parent, .. }) = &entry.rows
            && self.is_table(parent, entry.rows_at)
            && comes_back(&self.profile.tables, name)
        {
            self.report(
                "seed-rows-in-circle",
                &name.to_string(),
                entry.rows_at,
                format!("the rows of {name} are counted by those of {parent}, which are counted by its own"),
                None,
            );
        }
        let most = self.profile.scales.values().map(|it| it.tenants).max();
        for row in &entry.fixed {
            if let Some(most) = most
                && row.tenant >= most
            {
                self.report(
                    "seed-tenant-beyond",
                    &format!("{name}.{}", row.tenant),
                    row.at,
                    format!(
                        "the tenant {} is there at no scale: the largest has {most}, from 0",
                        row.tenant
                    ),
                    None,
                );
            }
        }
        if let Some(shape) = Shape::of(self.snapshot, name) {
            self.columns(&shape, entry);
        }
    }

    /// Returns whether rows can be put into a table; reports why not.
    fn is_table(&mut self, name: &QualifiedName, at: Option<SourceSpan>) -> bool {
        let subject = name.to_string();
        let Some(table) = self.snapshot.tables.get(name) else {
            let message = if self.snapshot.views.contains(name)
                || self.snapshot.materialized_views.contains(name)
            {
                format!("{name} is a view; rows go into the tables behind it")
            } else {
                format!("there is no table {name}")
            };
            let names: Vec<String> = self
                .snapshot
                .tables
                .names()
                .map(ToString::to_string)
                .collect();
            let meant = nearest(&subject, names.iter().map(String::as_str));
            let help = meant.map(|it| format!("did you mean `{it}`?"));
            self.report("seed-table-unknown", &subject, at, message, help);
            return false;
        };
        if table.partition_bound.is_some() {
            let whole = root_of(self.snapshot, name);
            self.report(
                "seed-table-is-part",
                &subject,
                at,
                format!("{name} is a partition; its rows are those of {whole}"),
                Some(format!("say it of {whole}")),
            );
            return false;
        }
        if table.foreign_server.is_some() {
            self.report(
                "seed-table-is-foreign",
                &subject,
                at,
                format!("{name} is a foreign table; its rows are somewhere else"),
                None,
            );
            return false;
        }
        true
    }
}

/// Returns whether counting a table's rows by its parent's leads back to it.
fn comes_back(tables: &BTreeMap<QualifiedName, TableProfile>, name: &QualifiedName) -> bool {
    let mut next = name;
    for _ in 0..=tables.len() {
        let Some(RowCount::Per { parent, .. }) = tables.get(next).and_then(|it| it.rows.as_ref())
        else {
            return false;
        };
        if parent == name {
            return true;
        }
        next = parent;
    }
    false
}
