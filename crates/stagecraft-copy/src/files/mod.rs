//! The same job as files: CSV, COPY's text, or SQL.

mod atomic;
mod shard;
mod sql;
mod tables;

use std::path::{Path, PathBuf};

use stagecraft_model::Digest;

pub use shard::Shard;

use crate::encode::Format;
use crate::{Error, Job, Rows};

/// What kind of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// One CSV file for each table, with a header line.
    Csv,
    /// One file in COPY's text format for each table.
    Copy,
    /// One `seed.sql` of INSERTs, for whatever runs plain SQL.
    Sql,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesReport {
    /// The files, in the job's order.
    pub files: Vec<Written>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// How many rows it holds.
    pub rows: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// The digest of those.
    pub digest: Digest,
}

/// Writes a job's rows, or a shard of them, into files of a folder.
///
/// The shards of a file, one after the other, are the whole file: parents
/// stand before what points at them if the job's tables do. Circles are cut
/// in SQL alone, where late columns are set at the end.
///
/// Blocks: it works on the disk.
pub fn write(
    folder: &Path,
    format: FileFormat,
    job: &Job,
    rows: &dyn Rows,
    shard: Option<Shard>,
) -> Result<FilesReport, Error> {
    job.check()?;
    let shard = shard.unwrap_or_default();
    shard.check()?;
    std::fs::create_dir_all(folder).map_err(|source| Error::Unwritable {
        path: folder.to_owned(),
        source,
    })?;
    let files = match format {
        FileFormat::Csv => tables::write(folder, Format::Csv, job, rows, shard)?,
        FileFormat::Copy => tables::write(folder, Format::Text, job, rows, shard)?,
        FileFormat::Sql => vec![sql::write(folder, job, rows, shard)?],
    };
    Ok(FilesReport { files })
}
