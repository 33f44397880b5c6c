//! The summary of a rehearsal, for people.

use std::fmt::Write as _;

use stagecraft_model::Verdict;
use stagecraft_proof::{Grade, WayProof};
use stagecraft_terminal::{Align, Palette, Table};

use super::Sealed;
use super::document::{MigrationAct, MigrationOutcome, Rehearsal};
use super::log::milliseconds;

/// Returns the table of migrations, the counts, the times and where the bundle
/// is.
pub(super) fn summary(sealed: &Sealed, palette: Palette) -> String {
    let rehearsal = &sealed.rehearsal.body;
    let mut table = Table::new(
        palette,
        &[
            ("version", Align::Left),
            ("name", Align::Left),
            ("outcome", Align::Left),
            ("statements", Align::Right),
            ("time", Align::Right),
            ("objects changed", Align::Right),
            ("way back", Align::Left),
            ("own", Align::Left),
            ("catalog after", Align::Left),
        ],
    );
    for act in &rehearsal.migrations {
        table.row(row(act, palette));
    }
    let mut text = table.to_string();
    text.push('\n');
    let counts = [
        MigrationOutcome::Applied,
        MigrationOutcome::Failed,
        MigrationOutcome::Blocked,
        MigrationOutcome::HalfApplied,
        MigrationOutcome::Refused,
        MigrationOutcome::NotRun,
    ]
    .into_iter()
    .map(|outcome| (outcome, rehearsal.count(outcome)))
    .filter(|(outcome, count)| *count > 0 || *outcome == MigrationOutcome::Applied)
    .map(|(outcome, count)| format!("{count} {}", outcome.label()))
    .collect::<Vec<_>>()
    .join(", ");
    let verdict = match rehearsal.verdict {
        Verdict::Held => Palette::paint(palette.good, "held"),
        Verdict::Unproven => Palette::paint(palette.warn, "unproven"),
        Verdict::NotHeld => Palette::paint(palette.bad, "did not hold"),
    };
    let _ = writeln!(
        text,
        " {verdict}: {counts} of {}",
        rehearsal.migrations.len()
    );
    text.push_str(&ways_back(rehearsal));
    text.push_str(&row_security(rehearsal));
    let times = rehearsal.timings;
    let contract = match times.contract_ms {
        0 => String::new(),
        took => format!(", row security {took} ms"),
    };
    let _ = writeln!(
        text,
        " time: sandbox {} ms, migrations {} ms, catalog and ways back {} ms, rows {} ms{contract}",
        times.sandbox_ms, times.apply_ms, times.proofs_ms, times.populate_ms
    );
    let _ = writeln!(text, " bundle: {}", sealed.bundle.dir.display());
    text
}

/// Returns how many ways back restore how much.
fn ways_back(rehearsal: &Rehearsal) -> String {
    const GRADES: [Grade; 4] = [
        Grade::Exact,
        Grade::Equivalent,
        Grade::Lossy,
        Grade::Irreversible,
    ];
    let line = |of: &dyn Fn(Grade) -> usize| {
        let parts: Vec<_> = GRADES
            .into_iter()
            .filter(|it| of(*it) > 0)
            .map(|it| format!("{} {}", of(it), it.label()))
            .collect();
        parts.join(", ")
    };
    let generated = line(&|it| rehearsal.graded(it).0);
    let own = line(&|it| rehearsal.graded(it).1);
    let mut text = String::new();
    if !generated.is_empty() {
        let _ = writeln!(text, " ways back: {generated}");
    }
    if !own.is_empty() {
        let _ = writeln!(text, " own ways back: {own}");
    }
    text
}

/// Returns what came of the row security contract.
fn row_security(rehearsal: &Rehearsal) -> String {
    let Some(security) = &rehearsal.row_security else {
        return String::new();
    };
    let cells = security.cells;
    let mut text = format!(
        " row security: {} of {} cells held",
        cells.held,
        cells.all()
    );
    if cells.not_held > 0 {
        let _ = write!(text, ", {} did not", cells.not_held);
    }
    if cells.unproven > 0 {
        let _ = write!(text, ", {} unproven", cells.unproven);
    }
    let _ = writeln!(text, " ({} probes)", security.probes);
    text
}

/// Returns a grade in its colour.
pub(crate) fn painted(grade: Grade, palette: Palette) -> String {
    let style = match grade {
        Grade::Exact | Grade::Equivalent => palette.good,
        Grade::Lossy => palette.warn,
        Grade::Irreversible => palette.bad,
    };
    Palette::paint(style, grade.label())
}

fn grade(proof: Option<&WayProof>, palette: Palette) -> String {
    proof.map_or_else(String::new, |it| painted(it.grade, palette))
}

fn row(act: &MigrationAct, palette: Palette) -> Vec<String> {
    let style = match act.outcome {
        MigrationOutcome::Applied => palette.good,
        MigrationOutcome::Blocked | MigrationOutcome::NotRun => palette.warn,
        MigrationOutcome::Failed | MigrationOutcome::HalfApplied | MigrationOutcome::Refused => {
            palette.bad
        }
    };
    let run = act.run.as_ref();
    vec![
        act.version.clone(),
        act.name.clone(),
        Palette::paint(style, act.outcome.label()),
        run.map_or_else(String::new, |it| it.statements.len().to_string()),
        run.map_or_else(String::new, |it| milliseconds(it.elapsed_us)),
        if act.catalog_after.is_some() {
            act.changes.len().to_string()
        } else {
            String::new()
        },
        grade(act.way_back.as_ref().map(|it| &it.generated), palette),
        grade(
            act.way_back.as_ref().and_then(|it| it.own.as_ref()),
            palette,
        ),
        act.catalog_after.map_or_else(String::new, |it| it.short()),
    ]
}
