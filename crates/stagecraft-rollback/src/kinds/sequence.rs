//! Sequences; where each stands is content.

use stagecraft_catalog::{Object as _, Persistence, Sequence, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Sequence {
    /// The column that owns it may come later: see the task that gives it back.
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        if self.identity {
            return Vec::new();
        }
        let unlogged = if self.persistence == Persistence::Unlogged {
            "unlogged "
        } else {
            ""
        };
        let name = self.name();
        vec![format!(
            "create {unlogged}sequence {name} as {}{}",
            self.r#type,
            options(self, None)
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        (!self.identity).then(|| format!("drop sequence if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.identity != from.identity {
            return Change::Alter(Vec::new());
        }
        let name = self.name();
        let mut sql = Vec::new();
        let changed = options(self, Some(from));
        let r#type = if self.r#type == from.r#type {
            String::new()
        } else {
            format!(" as {}", self.r#type)
        };
        if !r#type.is_empty() || !changed.is_empty() {
            sql.push(format!("alter sequence {name}{type}{changed}"));
        }
        // An identity column's sequence is logged as its table is.
        if self.persistence != from.persistence && !self.identity && self.owned_by.is_none() {
            let word = if self.persistence == Persistence::Unlogged {
                "unlogged"
            } else {
                "logged"
            };
            sql.push(format!("alter sequence {name} set {word}"));
        }
        Change::Alter(sql)
    }
}

/// Returns the options of a sequence that are not the usual ones, or that are
/// not those of `from`.
pub(super) fn options(to: &Sequence, from: Option<&Sequence>) -> String {
    let usual = usual(to);
    let other = from.unwrap_or(&usual);
    let mut text = String::new();
    // Bounds first: the others are checked against them.
    let numbers = [
        ("minvalue", to.minimum, other.minimum),
        ("maxvalue", to.maximum, other.maximum),
        ("start with", to.start, other.start),
        ("increment by", to.increment, other.increment),
        ("cache", to.cache, other.cache),
    ];
    let has_other_type = from.is_some_and(|it| it.r#type != to.r#type);
    for (word, new, old) in numbers {
        let is_bound = word.ends_with("value");
        if new != old || (is_bound && has_other_type) {
            text.push_str(&format!(" {word} {new}"));
        }
    }
    if to.cycle != other.cycle {
        text.push_str(if to.cycle { " cycle" } else { " no cycle" });
    }
    text
}

/// Returns what `CREATE SEQUENCE` makes of a type and a direction.
fn usual(of: &Sequence) -> Sequence {
    let (lowest, highest) = match of.r#type.as_str() {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let is_down = of.increment < 0;
    let (minimum, maximum) = if is_down { (lowest, -1) } else { (1, highest) };
    Sequence {
        minimum,
        maximum,
        start: if is_down { of.maximum } else { of.minimum },
        increment: 1,
        cache: 1,
        cycle: false,
        ..of.clone()
    }
}
