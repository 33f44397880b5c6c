//! What the commands say, for people.

use stagecraft_model::Verdict;
use stagecraft_seed::{Crossing, TableVerdict};
use stagecraft_terminal::{Align, Palette, Table};

use super::document::{Loaded, Planned, Verified};

/// Shows a plan.
pub(super) fn planned(planned: &Planned, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("table", Align::Left),
            ("rows", Align::Right),
            ("size", Align::Right),
            ("of", Align::Left),
            ("note", Align::Left),
        ],
    );
    for it in &planned.tables {
        let (rows, size) = if it.kept > 0 {
            (format!("{} kept", count(it.kept)), String::new())
        } else {
            (count(it.rows), bytes(it.bytes))
        };
        table.row(vec![
            it.table.to_string(),
            rows,
            size,
            if it.by_tenant { "tenants" } else { "all" }.to_owned(),
            it.notes.join("; "),
        ]);
    }
    let rows: u64 = planned.tables.iter().map(|it| it.rows).sum();
    let size: u64 = planned.tables.iter().map(|it| it.bytes).sum();
    format!(
        "{table}\n{} rows, about {}; {}; {}\n",
        count(rows),
        bytes(size),
        tenants(
            planned.tenants_in.as_ref().map(ToString::to_string),
            planned.tenants
        ),
        planned.fingerprint,
    )
}

fn tenants(root: Option<String>, tenants: u64) -> String {
    match root {
        Some(root) => format!("{} tenants in {root}", count(tenants)),
        None => "no tenants".to_owned(),
    }
}

/// Shows what was loaded.
pub(super) fn loaded(loaded: &Loaded, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("table", Align::Left),
            ("rows", Align::Right),
            ("note", Align::Left),
        ],
    );
    for it in &loaded.tables {
        table.row(vec![
            it.table.to_string(),
            count(it.rows),
            it.notes.join("; "),
        ]);
    }
    let mut text = format!("{table}\n");
    for note in &loaded.notes {
        text.push_str(&format!("note: {note}\n"));
    }
    let per_second = loaded.rows * 1000 / loaded.elapsed_ms.max(1);
    text.push_str(&format!(
        "{} rows in {}.{:03} s, {} a second; {}; {}\n",
        count(loaded.rows),
        loaded.elapsed_ms / 1000,
        loaded.elapsed_ms % 1000,
        count(per_second),
        tenants(
            loaded.tenants_in.as_ref().map(ToString::to_string),
            loaded.tenants
        ),
        loaded.digest,
    ));
    text.push_str(&crossings(&loaded.crossings));
    match &loaded.verified {
        Some(verified) => text.push_str(&verdicts(verified)),
        None => text.push_str(
            "not verified: `stagecraft seed verify` makes every row again and compares\n",
        ),
    }
    text.push_str(word(loaded.verdict));
    text
}

/// Shows what came of making rows again.
pub(super) fn verified(verified: &Verified, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("table", Align::Left),
            ("rows", Align::Right),
            ("missing", Align::Right),
            ("different", Align::Left),
            ("not compared", Align::Left),
        ],
    );
    for it in &verified.tables {
        let different: Vec<_> = it
            .differences
            .iter()
            .map(|it| format!("{} in {}", count(it.rows), it.column))
            .collect();
        let skipped: Vec<_> = it.not_compared.iter().map(ToString::to_string).collect();
        table.row(vec![
            it.table.to_string(),
            count(it.rows),
            count(it.missing),
            different.join(", "),
            skipped.join(", "),
        ]);
    }
    format!(
        "{table}\n{}{}{}",
        crossings(&verified.crossings),
        verdicts(&verified.tables),
        word(verified.verdict)
    )
}

fn crossings(crossings: &[Crossing]) -> String {
    let mut text = String::new();
    for it in crossings.iter().filter(|it| it.crossing > 0) {
        text.push_str(&format!(
            "{}.{}: {} of {} rows point at another tenant's row of {}\n",
            it.table,
            it.key,
            count(it.crossing),
            count(it.rows),
            it.parent
        ));
    }
    let crossing: u64 = crossings.iter().map(|it| it.crossing).sum();
    let rows: u64 = crossings.iter().map(|it| it.rows).sum();
    if !crossings.is_empty() {
        text.push_str(&format!(
            "{} of {} references cross tenants, over {} foreign keys\n",
            count(crossing),
            count(rows),
            crossings.len()
        ));
    }
    text
}

fn verdicts(verified: &[TableVerdict]) -> String {
    let mut text = String::new();
    for it in verified.iter().filter(|it| !it.holds()) {
        let different: Vec<_> = it
            .differences
            .iter()
            .map(|it| format!("{} rows differ in {}", count(it.rows), it.column))
            .collect();
        text.push_str(&format!(
            "{}: {} of {} rows are missing; {}\n",
            it.table,
            count(it.missing),
            count(it.rows),
            different.join(", ")
        ));
    }
    let rows: u64 = verified.iter().map(|it| it.rows).sum();
    text.push_str(&format!("{} rows made again and compared\n", count(rows)));
    text
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Held => "held\n",
        Verdict::Unproven => "unproven\n",
        Verdict::NotHeld => "did not hold\n",
    }
}

/// Writes a number with thousands apart.
fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes a size in the unit that leaves few digits.
fn bytes(size: u64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"];
    let mut size = size;
    let mut unit = 0;
    while size >= 10_000 && unit + 1 < units.len() {
        size /= 1000;
        unit += 1;
    }
    format!("{} {}", count(size), units.get(unit).unwrap_or(&"B"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(7), "7");
        assert_eq!(bytes(9_999), "9,999 B");
        assert_eq!(bytes(12_345_678), "12 MB");
        assert_eq!(bytes(1_234_567_890), "1,234 MB");
    }
}
