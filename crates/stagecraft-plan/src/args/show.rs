//! A plan as a table, or as its document.

use jiff::Timestamp;
use stagecraft_model::{Document, Failure, Verdict};
use stagecraft_terminal::{Align, ExitStatus, Format, Palette, Table, Terminal};

use crate::{Error, Layout, Mode, PLAN_SCHEMA, Plan, PlannedMigration, Project, State};

/// Prints a plan and its findings; an error finding makes the status 1.
pub fn show(
    project: &Project,
    plan: &Plan,
    made_at: Timestamp,
    terminal: &Terminal,
) -> Result<ExitStatus, Failure> {
    if terminal.format() == Format::Json {
        let document = Document::new(PLAN_SCHEMA, made_at, plan);
        let text = document
            .to_json()
            .map_err(|source| Error::Document { source })?;
        terminal.data(&text);
    } else {
        terminal.findings(&plan.findings, &project.sources());
        terminal.data(&render(plan, terminal.palette()));
    }
    Ok(Verdict::of(&plan.findings).into())
}

/// Returns the table of a plan, with a closing line.
pub fn render(plan: &Plan, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("version", Align::Left),
            ("name", Align::Left),
            ("statements", Align::Right),
            ("mode", Align::Left),
            ("state", Align::Left),
            ("rollback", Align::Left),
            ("digest", Align::Left),
        ],
    );
    for migration in &plan.migrations {
        table.row(vec![
            migration.version.clone(),
            printable(&migration.name),
            migration.statements.len().to_string(),
            mode(migration.mode, palette),
            state(migration, plan.compared, palette),
            if migration.rollback.is_some() {
                "yes"
            } else {
                "no"
            }
            .to_owned(),
            migration.digest.short(),
        ]);
    }
    for missing in &plan.missing {
        table.row(vec![
            missing.version.clone(),
            printable(missing.name.as_deref().unwrap_or("")),
            String::new(),
            String::new(),
            Palette::paint(palette.bad, "missing locally"),
        ]);
    }
    let count = plan.migrations.len();
    let plural = if count == 1 { "" } else { "s" };
    if count == 0 && plan.missing.is_empty() {
        return format!("no migrations, plan {}\n", plan.digest.short());
    }
    let layout = match plan.layout {
        Layout::Supabase => String::new(),
        layout => format!(" ({layout})"),
    };
    format!(
        "{table}{count} migration{plural}{layout}, plan {}\n",
        plan.digest.short()
    )
}

/// A file name may hold line breaks and other control characters.
fn printable(name: &str) -> String {
    name.chars()
        .map(|it| if it.is_control() { '\u{fffd}' } else { it })
        .collect()
}

fn mode(mode: Mode, palette: Palette) -> String {
    match mode {
        Mode::Transaction => "transaction".to_owned(),
        Mode::Statements => Palette::paint(palette.warn, "statements"),
        Mode::Refused => Palette::paint(palette.bad, "refused"),
    }
}

fn state(migration: &PlannedMigration, compared: bool, palette: Palette) -> String {
    if !compared {
        return Palette::paint(palette.dim, "not compared");
    }
    match migration.state {
        State::Pending => "pending".to_owned(),
        State::Applied => Palette::paint(palette.good, "applied"),
        State::AppliedUnknown => Palette::paint(palette.dim, "applied, unknown"),
        State::AppliedEdited => Palette::paint(palette.bad, "applied, edited"),
        State::OutOfOrder => Palette::paint(palette.bad, "out of order"),
    }
}
