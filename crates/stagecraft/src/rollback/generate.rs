//! `stagecraft rollback generate`: proven ways back as files of the project.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stagecraft_model::{Digest, Failure};
use stagecraft_plan::{Layout, Project};
use stagecraft_proof::{GENERATED, Grade, MigrationProof};
use stagecraft_terminal::{Align, ExitStatus, Palette, Table, Terminal};

use super::{Error, Proofs, ProvenFile, RollbackProof, files};
use crate::output;
use crate::rehearse::{
    MigrationAct, MigrationOutcome, SandboxArgs, Sealed, WayFiles, painted, watched,
};

/// Schema name of what `generate` prints.
pub const GENERATED_SCHEMA: &str = "stagecraft.generated/1";

/// What to write and where
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// The project: a folder that holds supabase/, or another tool's migrations
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
    /// Write here; otherwise into supabase/rollbacks/ of the project
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write nothing; exit 1 when something would be written
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    sandbox: SandboxArgs,
}

/// What became of a way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The files were written, or would be.
    Written,
    /// The files hold it already.
    Unchanged,
    /// Somebody has written the rollback by hand; it was proven, not touched.
    ByHand,
    /// A generated file went, because no way back runs any more.
    Removed,
    /// There is nothing to write.
    Nothing,
}

impl Action {
    /// Returns the action as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::ByHand => "by hand",
            Self::Removed => "removed",
            Self::Nothing => "none",
        }
    }
}

/// The way back of one migration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The migration's version.
    pub version: String,
    /// The migration's name.
    pub name: String,
    /// What became of it.
    pub action: Action,
    /// How the migration ended, where no way back was proven for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<MigrationOutcome>,
    /// How much the file restores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Why it is not exact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Tables of which rows are kept.
    #[serde(default)]
    pub tables_kept: usize,
}

/// What `generate` did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// Where the files are.
    pub folder: String,
    /// Whether nothing was written because that was asked for.
    pub checked_only: bool,
    /// One entry per migration, in order.
    pub ways_back: Vec<Written>,
}

impl GenerateArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let project = self.sandbox.read(&self.project)?;
        let folder = folder(&project, self.out.as_deref())?;
        if !self.check {
            // Better now than after all the work.
            files::folder(&folder)?;
        }
        let config = self.sandbox.resolve(&project);
        let sealed = watched(&project, &config, "rollback generate", terminal).await?;
        if sealed.rehearsal.body.interrupted {
            terminal.say("interrupted: nothing was written");
            return Ok(ExitStatus::Other(130));
        }
        let writer = Writer {
            project: &project,
            folder: &folder,
            is_dry: self.check,
        };
        let (ways_back, rollbacks) = writer.all(&sealed)?;
        let proofs = Proofs {
            major: config.sandbox.major,
            rollbacks,
        };
        let is_current = if self.check {
            Proofs::read(&folder).ok().flatten().as_ref() == Some(&proofs)
        } else {
            proofs.write(&folder, Timestamp::now())?;
            true
        };
        let generated = Generated {
            folder: folder.display().to_string(),
            checked_only: self.check,
            ways_back,
        };
        let held = generated.ways_back.iter().all(|it| it.is_good(self.check)) && is_current;
        output::print(GENERATED_SCHEMA, &generated, terminal, || {
            shown(&generated, terminal.palette())
        });
        Ok(if held {
            ExitStatus::Held
        } else {
            ExitStatus::NotHeld
        })
    }
}

impl Written {
    fn is_good(&self, is_dry: bool) -> bool {
        let is_settled = !(is_dry && [Action::Written, Action::Removed].contains(&self.action));
        self.grade.is_some_and(|it| it <= Grade::Equivalent) && is_settled
    }
}

fn folder(project: &Project, out: Option<&Path>) -> Result<PathBuf, Error> {
    match out {
        Some(folder) => Ok(folder.to_owned()),
        None if project.layout == Layout::Supabase => Ok(project.root.join("supabase/rollbacks")),
        None => Err(Error::NoFolder),
    }
}

struct Writer<'a> {
    project: &'a Project,
    folder: &'a Path,
    is_dry: bool,
}

impl Writer<'_> {
    fn all(&self, sealed: &Sealed) -> Result<(Vec<Written>, Vec<RollbackProof>), Error> {
        let (mut all, mut proofs) = (Vec::new(), Vec::new());
        for act in &sealed.rehearsal.body.migrations {
            let mut written = Written {
                version: act.version.clone(),
                name: act.name.clone(),
                action: Action::Nothing,
                outcome: None,
                grade: None,
                reasons: Vec::new(),
                tables_kept: 0,
            };
            let files = sealed.ways.iter().rfind(|it| it.version == act.version);
            if let (Some(proof), Some(files)) = (&act.way_back, files) {
                proofs.extend(self.one(act, proof, files, &mut written)?);
            } else {
                written.outcome = Some(act.outcome);
            }
            all.push(written);
        }
        Ok((all, proofs))
    }

    fn one(
        &self,
        act: &MigrationAct,
        proof: &MigrationProof,
        files: &WayFiles,
        written: &mut Written,
    ) -> Result<Option<RollbackProof>, Error> {
        let target = self.folder.join(format!("{}.sql", files.stem));
        let keep = self.folder.join(format!("{}.keep.sql", files.stem));
        let present = self.present(act, &target);
        let text = files::read(&present)?;
        let is_by_hand = text.as_ref().is_some_and(|it| !it.starts_with(GENERATED));
        let way = match &proof.own {
            Some(own) if is_by_hand => own,
            _ => &proof.generated,
        };
        written.grade = Some(way.grade);
        written.reasons.clone_from(&way.reasons);
        let mut entry = RollbackProof {
            version: act.version.clone(),
            migration: act.digest,
            rollback: proven(&target, &files.rollback),
            keep: files.keep.as_ref().map(|it| proven(&keep, it)),
            grade: way.grade,
            reasons: way.reasons.clone(),
        };
        if is_by_hand {
            written.action = Action::ByHand;
            entry.rollback = proven(&present, text.as_deref().unwrap_or_default());
            entry.keep = None;
            return Ok(Some(entry));
        }
        if way.grade == Grade::Irreversible {
            for path in [&present, &keep] {
                if files::read(path)?.is_some() {
                    written.action = Action::Removed;
                    self.unless_dry(|| files::remove(path))?;
                }
            }
            return Ok(None);
        }
        written.tables_kept = proof.kept.tables.len();
        let same = text.as_deref() == Some(&files.rollback)
            && present == target
            && files::read(&keep)? == files.keep;
        if same {
            written.action = Action::Unchanged;
            return Ok(Some(entry));
        }
        written.action = Action::Written;
        self.unless_dry(|| {
            files::write(&target, &files.rollback)?;
            match &files.keep {
                Some(text) => files::write(&keep, text)?,
                None if files::read(&keep)?.is_some() => files::remove(&keep)?,
                None => {}
            }
            if present != target && text.is_some() {
                files::remove(&present)?;
            }
            Ok(())
        })?;
        Ok(Some(entry))
    }

    /// Returns where the rollback of a migration is now: under another name
    /// where the migration was renamed.
    fn present(&self, act: &MigrationAct, target: &Path) -> PathBuf {
        self.project
            .rollback_of(&act.path)
            .map(|it| self.project.root.join(&it.path))
            .filter(|it| it.parent() == Some(self.folder))
            .unwrap_or_else(|| target.to_owned())
    }

    fn unless_dry(&self, write: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
        if self.is_dry { Ok(()) } else { write() }
    }
}

fn proven(path: &Path, text: &str) -> ProvenFile {
    let name = path.file_name().unwrap_or_default();
    ProvenFile {
        name: name.to_string_lossy().into_owned(),
        digest: Digest::of(text),
    }
}

fn shown(generated: &Generated, palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("version", Align::Left),
            ("name", Align::Left),
            ("way back", Align::Left),
            ("tables kept", Align::Right),
            ("file", Align::Left),
            ("why not exact", Align::Left),
        ],
    );
    for way in &generated.ways_back {
        let grade = match (way.grade, way.outcome) {
            (Some(grade), _) => painted(grade, palette),
            (None, Some(outcome)) => Palette::paint(palette.warn, outcome.label()),
            (None, None) => String::new(),
        };
        table.row(vec![
            way.version.clone(),
            way.name.clone(),
            grade,
            match way.tables_kept {
                0 => String::new(),
                some => some.to_string(),
            },
            way.action.label().to_owned(),
            super::verify::first_reason(&way.reasons),
        ]);
    }
    let count = |action| {
        let all = generated.ways_back.iter();
        all.filter(|it| it.action == action).count()
    };
    format!(
        "{table}\n {} {}, {} unchanged, {} by hand, {} removed, {} without\n {}\n",
        count(Action::Written),
        if generated.checked_only {
            "would be written"
        } else {
            "written"
        },
        count(Action::Unchanged),
        count(Action::ByHand),
        count(Action::Removed),
        count(Action::Nothing),
        generated.folder
    )
}
