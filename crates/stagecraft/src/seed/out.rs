//! `stagecraft seed load --out DIR`: rows as files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use stagecraft_copy::{FileFormat, Shard, write};
use stagecraft_model::Failure;
use stagecraft_seed::Prepared;
use stagecraft_terminal::Terminal;

use super::place::Place;

/// Files instead of a database
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Files")]
pub(super) struct OutArgs {
    /// Write the rows to files in this folder, and load nothing
    #[arg(id = "dir", long = "out", value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,
    /// As what
    #[arg(id = "file_format", long = "as", value_name = "FORMAT", value_enum, default_value_t = As::Copy, requires = "dir")]
    format: As,
    /// Only the i-th of n parts: all parts, one after the other, are the whole
    #[arg(long, value_name = "I/N", requires = "dir")]
    shard: Option<Part>,
}

/// What rows are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum As {
    /// A file per table, as COPY reads it
    Copy,
    /// A CSV file per table
    Csv,
    /// One seed.sql of INSERT statements, which the Supabase CLI loads
    Sql,
}

/// Which part of how many.
#[derive(Debug, Clone, Copy)]
struct Part(Shard);

impl std::str::FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no part: write the part and their number, as `1/4`");
        let (part, parts) = text.split_once('/').ok_or_else(wrong)?;
        let index: u64 = part.parse().map_err(|_| wrong())?;
        let count: u64 = parts.parse().map_err(|_| wrong())?;
        if !(1..=count).contains(&index) {
            return Err(wrong());
        }
        Ok(Self(Shard { index, count }))
    }
}

impl OutArgs {
    /// Writes the rows to files.
    pub(super) fn write(
        &self,
        dir: &Path,
        place: &Place,
        prepared: Prepared,
        terminal: &Terminal,
    ) -> Result<(), Failure> {
        let format = match self.format {
            As::Copy => FileFormat::Copy,
            As::Csv => FileFormat::Csv,
            As::Sql => FileFormat::Sql,
        };
        let job = prepared.dataset.job(&place.snapshot);
        let rows = Arc::new(prepared.dataset);
        let report = write(dir, format, &job, rows.as_ref(), self.shard.map(|it| it.0))?;
        for file in &report.files {
            terminal.data(&format!("{}\n", file.path.display()));
        }
        Ok(())
    }
}
