//! `stagecraft rollback kept` and `finalize`: rows that wait for a way back.

use std::collections::BTreeMap;

use clap::Args;
use stagecraft_apply::{Finalized, KeptPlace, Session, keep};
use stagecraft_connect::TargetArgs;
use stagecraft_model::Failure;
use stagecraft_terminal::{Align, ExitStatus, Palette, Table, Terminal};

use super::Error;
use crate::output;

/// Schema name of what `kept` prints.
pub const KEPT_SCHEMA: &str = "stagecraft.kept/1";
/// Schema name of what `finalize` prints.
pub const FINALIZED_SCHEMA: &str = "stagecraft.finalized/1";

/// Which database
#[derive(Debug, Args)]
pub struct KeptArgs {
    #[command(flatten)]
    target: TargetArgs,
}

/// What to let go
#[derive(Debug, Args)]
pub struct FinalizeArgs {
    /// Only what was kept longer ago than this, such as 14d, 36h or 2w
    #[arg(long, value_name = "AGE", value_parser = age, required_unless_present = "version")]
    older_than: Option<i64>,
    /// Only what is kept for this version
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Say what would go, and let nothing go
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    target: TargetArgs,
}

impl KeptArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let session = super::run::connect(&self.target, terminal).await?;
        let places = keep::read(&session).await?;
        output::print(KEPT_SCHEMA, &places, terminal, || {
            if places.is_empty() {
                "nothing is kept\n".to_owned()
            } else {
                table(&places, terminal.palette())
            }
        });
        Ok(ExitStatus::Held)
    }
}

impl FinalizeArgs {
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        let session = super::run::connect(&self.target, terminal).await?;
        let mut by_version: BTreeMap<String, Vec<KeptPlace>> = BTreeMap::new();
        for place in keep::read(&session).await? {
            by_version
                .entry(place.version.clone())
                .or_default()
                .push(place);
        }
        if let Some(version) = self
            .version
            .as_ref()
            .filter(|it| !by_version.contains_key(*it))
        {
            return Err(Error::NotKept {
                version: version.clone(),
            }
            .into());
        }
        by_version.retain(|version, places| {
            let is_asked = self.version.as_ref().is_none_or(|it| it == version);
            let is_old = |it: &KeptPlace| self.older_than.is_none_or(|age| it.age_s >= age);
            is_asked && places.iter().all(is_old)
        });
        let gone = self.let_go(&session, by_version).await?;
        output::print(FINALIZED_SCHEMA, &gone, terminal, || {
            let places: Vec<_> = gone.iter().flat_map(|it| it.places.clone()).collect();
            if places.is_empty() {
                return "nothing is old enough\n".to_owned();
            }
            let said = if self.dry_run {
                "would be let go: undoing these migrations would give no rows back"
            } else {
                "let go: undoing these migrations gives no rows back any more"
            };
            format!("{}\n {said}\n", table(&places, terminal.palette()))
        });
        Ok(ExitStatus::Held)
    }

    async fn let_go(
        &self,
        session: &Session,
        by_version: BTreeMap<String, Vec<KeptPlace>>,
    ) -> Result<Vec<Finalized>, Failure> {
        let mut gone = Vec::new();
        for (version, places) in by_version {
            gone.push(if self.dry_run {
                Finalized { version, places }
            } else {
                keep::finalize(session, &version, places).await?
            });
        }
        Ok(gone)
    }
}

/// Reads an age such as `14d` as seconds.
fn age(text: &str) -> Result<i64, String> {
    let digits = text.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let unit = text.get(digits.len()..).unwrap_or_default();
    let seconds = match unit {
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 604_800,
        _ => return Err("an age is a number and a unit: m, h, d or w, such as 14d".to_owned()),
    };
    let count: i64 = digits
        .parse()
        .map_err(|_| format!("`{digits}` is no whole number"))?;
    count
        .checked_mul(seconds)
        .filter(|it| *it >= 0)
        .ok_or_else(|| format!("`{text}` is no age"))
}

fn table(places: &[KeptPlace], palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("version", Align::Left),
            ("of", Align::Left),
            ("how", Align::Left),
            ("kept at", Align::Left),
            ("given back at", Align::Left),
            ("size", Align::Right),
            ("place", Align::Left),
        ],
    );
    for place in places {
        table.row(vec![
            place.version.clone(),
            place.relation.clone(),
            place.how.split(':').next().unwrap_or_default().to_owned(),
            place.kept_at.clone(),
            place.restored_at.clone().unwrap_or_default(),
            match (&place.place, place.bytes) {
                (Some(_), None) => Palette::paint(palette.bad, "gone"),
                (_, bytes) => bytes.map(size).unwrap_or_default(),
            },
            place.place.clone().unwrap_or_default(),
        ]);
    }
    table.to_string()
}

fn size(bytes: i64) -> String {
    match bytes {
        0..1_048_576 => format!("{} kB", bytes / 1024),
        1_048_576..1_073_741_824 => format!("{} MB", bytes / 1_048_576),
        _ => format!("{} GB", bytes / 1_073_741_824),
    }
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn ages_are_read() {
        assert_eq!(age("14d"), Ok(1_209_600));
        assert_eq!(age("2w"), age("14d"));
        assert_eq!(age("90m"), Ok(5400));
        for wrong in ["", "14", "d", "-1d", "1y", "9999999999999999d"] {
            assert!(age(wrong).is_err(), "{wrong}");
        }
    }
}
