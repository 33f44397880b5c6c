//! What is different between two snapshots, as values that read as sentences.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Kind, ObjectId, ObjectName};

/// Text longer than this is cut in a sentence.
const LONGEST: usize = 60;

/// One object that is different.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub name: ObjectName,
    /// What happened to it.
    pub action: Action,
    /// What was created or dropped with all its parts, this one among them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<ObjectId>,
}

/// What happened to an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is only in the later snapshot.
    Created,
    /// It is only in the earlier snapshot.
    Dropped,
    /// It is in both and not the same.
    Altered {
        /// What is not the same about it.
        fields: Vec<FieldChange>,
    },
}

/// One property that is different.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The property: a field of the object, `column_order`, or
    /// `grants to … by …`.
    pub field: String,
    /// What it was; null when it was absent.
    pub before: Value,
    /// What it is; null when it is absent.
    pub after: Value,
}

impl Change {
    /// Returns whether nothing differs but the order of a relation's columns.
    pub fn is_column_order(&self) -> bool {
        match &self.action {
            Action::Altered { fields } => fields.iter().all(|it| it.field == "column_order"),
            _ => false,
        }
    }

    /// Returns the kind and name of the object.
    pub fn id(&self) -> ObjectId {
        ObjectId {
            kind: self.kind,
            name: self.name.clone(),
        }
    }
}

/// Writes one line: `altered table public.shops: rls_enabled false → true`.
impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, fields) = match &self.action {
            Action::Created => ("created", &[][..]),
            Action::Dropped => ("dropped", &[][..]),
            Action::Altered { fields } => ("altered", fields.as_slice()),
        };
        write!(formatter, "{verb} {} {}", self.kind, self.name)?;
        for (n, field) in fields.iter().enumerate() {
            formatter.write_str(if n == 0 { ": " } else { "; " })?;
            field.fmt(formatter)?;
        }
        Ok(())
    }
}

/// Writes `field before → after`; of long texts the first line that differs.
impl fmt::Display for FieldChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.field)?;
        if let (Value::String(before), Value::String(after)) = (&self.before, &self.after)
            && [before, after].iter().any(|it| it.contains('\n'))
        {
            let mut lines = before.lines().map(bare);
            let mut others = after.lines().map(bare);
            let mut number = 1;
            loop {
                match (lines.next(), others.next()) {
                    (Some(one), Some(other)) if one == other => number += 1,
                    (None, None) => return formatter.write_str(" (blanks)"),
                    (one, other) => {
                        let (one, other) = (one.unwrap_or("none"), other.unwrap_or("none"));
                        let (one, other) = around_difference(one, other);
                        return write!(formatter, " line {number}: {one} → {other}");
                    }
                }
            }
        }
        let (before, after) = (shown(&self.before), shown(&self.after));
        let (before, after) = if self.field.starts_with("grants to ") {
            (before, after)
        } else {
            around_difference(&before, &after)
        };
        write!(formatter, " {before} → {after}")
    }
}

/// Takes off what only says that more follows, or nothing.
fn bare(line: &str) -> &str {
    line.trim().trim_end_matches([',', ';'])
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::String(text) if text.is_empty() => "''".to_owned(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let names = ["schema", "relation", "name"];
            let parts: Vec<_> = names.iter().filter_map(|it| fields.get(*it)).collect();
            if parts.len() == fields.len() {
                parts.into_iter().map(shown).collect::<Vec<_>>().join(".")
            } else {
                value.to_string()
            }
        }
        other => other.to_string(),
    }
}

/// Cuts two long texts to what surrounds their first difference.
fn around_difference(one: &str, other: &str) -> (String, String) {
    let same = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let longest = one.chars().count().max(other.chars().count());
    let skip = if longest <= LONGEST {
        0
    } else {
        same.saturating_sub(LONGEST / 2)
    };
    (cut(one, skip), cut(other, skip))
}

fn cut(text: &str, skip: usize) -> String {
    let mut rest = text.chars().skip(skip);
    let mut kept: String = rest.by_ref().take(LONGEST).collect();
    if skip > 0 {
        kept.insert(0, '…');
    }
    if rest.next().is_some() {
        kept.push('…');
    }
    kept
}
