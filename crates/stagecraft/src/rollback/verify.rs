//! `stagecraft rollback verify`: what every way back restores, and what it
//! loses.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde::{Deserialize, Serialize};
use stagecraft_model::Failure;
use stagecraft_plan::Layout;
use stagecraft_proof::{Grade, WayProof};
use stagecraft_terminal::{Align, ExitStatus, Palette, Table, Terminal};

use crate::output;
use crate::rehearse::{MigrationAct, MigrationOutcome, SandboxArgs, painted, watched};

/// Schema name of what `verify` prints.
pub const ROLLBACKS_SCHEMA: &str = "stagecraft.rollbacks/1";

/// What to verify
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The project: a folder that holds supabase/, or another tool's migrations
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// List the ways back that are exact too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    sandbox: SandboxArgs,
}

/// What the ways back of a project restore.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rollbacks {
    /// Whose way of laying out migrations the project follows.
    pub layout: Layout,
    /// Major version of the server that it was proven on.
    pub major: u16,
    /// Migrations that the project has.
    pub migrations: usize,
    /// Migrations that were applied.
    pub applied: usize,
    /// The generated ways back.
    pub generated: Counts,
    /// The project's own.
    pub own: Counts,
    /// One entry per migration, in order.
    pub ways_back: Vec<WayBack>,
    /// Where the evidence is.
    pub bundle: String,
}

/// How many ways back have which grade.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Everything is as it was.
    pub exact: usize,
    /// Everything but what makes no difference to a query.
    pub equivalent: usize,
    /// Something is not as it was.
    pub lossy: usize,
    /// None runs.
    pub irreversible: usize,
}

/// What the ways back of one migration restore.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WayBack {
    /// The migration's version.
    pub version: String,
    /// The migration's name.
    pub name: String,
    /// How the migration ended.
    pub outcome: MigrationOutcome,
    /// The generated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<WayProof>,
    /// The project's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<WayProof>,
}

impl Counts {
    fn of<'a>(ways: impl Iterator<Item = &'a WayProof>) -> Self {
        let mut counts = Self::default();
        for way in ways {
            match way.grade {
                Grade::Exact => counts.exact += 1,
                Grade::Equivalent => counts.equivalent += 1,
                Grade::Lossy => counts.lossy += 1,
                Grade::Irreversible => counts.irreversible += 1,
            }
        }
        counts
    }

    /// Returns how many there are.
    pub fn all(self) -> usize {
        self.exact + self.equivalent + self.lossy + self.irreversible
    }

    /// Returns how many give everything back.
    pub fn restoring(self) -> usize {
        self.exact + self.equivalent
    }
}

impl VerifyArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.sandbox.read(&self.project)?;
        let config = self.sandbox.resolve(&project);
        let sealed = watched(&project, &config, "rollback verify", terminal).await?;
        let rehearsal = &sealed.rehearsal.body;
        let ways_back: Vec<_> = rehearsal.migrations.iter().map(WayBack::of).collect();
        let rollbacks = Rollbacks {
            layout: project.layout,
            major: config.sandbox.major,
            migrations: ways_back.len(),
            applied: rehearsal.count(MigrationOutcome::Applied),
            generated: Counts::of(ways_back.iter().filter_map(|it| it.generated.as_ref())),
            own: Counts::of(ways_back.iter().filter_map(|it| it.own.as_ref())),
            ways_back,
            bundle: sealed.bundle.dir.display().to_string(),
        };
        output::print(ROLLBACKS_SCHEMA, &rollbacks, terminal, || {
            shown(&rollbacks, self.all, terminal.palette())
        });
        if rehearsal.interrupted {
            return Ok(ExitStatus::Other(130));
        }
        Ok(if rollbacks.ways_back.iter().all(WayBack::holds) {
            ExitStatus::Held
        } else {
            ExitStatus::NotHeld
        })
    }
}

impl WayBack {
    fn of(act: &MigrationAct) -> Self {
        let proof = act.way_back.as_ref();
        Self {
            version: act.version.clone(),
            name: act.name.clone(),
            outcome: act.outcome,
            generated: proof.map(|it| it.generated.clone()),
            own: proof.and_then(|it| it.own.clone()),
        }
    }

    /// Returns whether the project's own way back restores everything, or where
    /// there is none the generated one.
    fn holds(&self) -> bool {
        let way = self.own.as_ref().or(self.generated.as_ref());
        way.is_some_and(|it| it.grade <= Grade::Equivalent)
    }

    fn is_exact(&self) -> bool {
        let is_exact = |it: &WayProof| it.grade == Grade::Exact;
        self.generated.as_ref().is_some_and(is_exact) && self.own.as_ref().is_none_or(is_exact)
    }
}

/// Returns the first line of the first reason, and how many more there are.
pub(super) fn first_reason(reasons: &[String]) -> String {
    let Some(first) = reasons.first().and_then(|it| it.lines().next()) else {
        return String::new();
    };
    match reasons.len() {
        1 => first.to_owned(),
        all => format!("{first} (and {} more)", all - 1),
    }
}

fn shown(rollbacks: &Rollbacks, all: bool, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("version", Align::Left),
            ("name", Align::Left),
            ("generated", Align::Left),
            ("own", Align::Left),
            ("what is not as it was", Align::Left),
        ],
    );
    let mut is_empty = true;
    for way in rollbacks
        .ways_back
        .iter()
        .filter(|it| all || !it.is_exact())
    {
        is_empty = false;
        let grade = |it: &Option<WayProof>| {
            let grade = it.as_ref().map(|it| painted(it.grade, palette));
            grade.unwrap_or_default()
        };
        let generated = match &way.generated {
            Some(_) => grade(&way.generated),
            None => Palette::paint(palette.warn, way.outcome.label()),
        };
        let worse = [&way.own, &way.generated].into_iter().flatten();
        let reasons = worse.max_by_key(|it| it.grade).map(|it| &it.reasons[..]);
        table.row(vec![
            way.version.clone(),
            way.name.clone(),
            generated,
            grade(&way.own),
            first_reason(reasons.unwrap_or_default()),
        ]);
    }
    let mut text = String::new();
    if !is_empty {
        let _ = writeln!(text, "{table}");
    }
    let _ = writeln!(
        text,
        " {} migrations, {} applied",
        rollbacks.migrations, rollbacks.applied
    );
    let mut line = |title: &str, counts: Counts| {
        let _ = writeln!(
            text,
            " {title}: {} of {} restore everything ({} exact, {} equivalent, {} lossy, {} irreversible)",
            counts.restoring(),
            counts.all(),
            counts.exact,
            counts.equivalent,
            counts.lossy,
            counts.irreversible
        );
    };
    line("generated ways back", rollbacks.generated);
    if rollbacks.own.all() > 0 {
        line("own ways back", rollbacks.own);
    }
    let _ = writeln!(text, " bundle: {}", rollbacks.bundle);
    text
}
