//! What the server does by itself: COPY of the very same bytes from a file that
//! it can read, constraints in place or taken down.

use std::fs::File;
use std::io::{BufWriter, Cursor, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::pin::pin;
use std::time::{Duration, Instant};

use futures_util::SinkExt as _;
use stagecraft_copy::encode::Format;
use stagecraft_copy::{Mode, Rows as _, TableJob, Value};
use tempfile::TempDir;
use tokio_postgres::Client;

use super::case::Stage;
use crate::layer::Trouble;

/// As much as the loader sends at once.
const CHUNK: usize = 256 * 1024;

/// What the loader takes down too, in an order that works; backwards it is put
/// back.
const STRUCTURE: &str = "
    select format('alter table %s drop constraint %I', conrelid::regclass, conname),
        format('alter table %s add constraint %I %s', conrelid::regclass, conname,
            pg_get_constraintdef(oid)),
        case contype when 'f' then 0 else 2 end as rank
    from pg_constraint
    where conrelid = $1::text::regclass and contype in ('f', 'p', 'u')
        or confrelid = $1::text::regclass
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 1
    from pg_index x
    where indrelid = $1::text::regclass and not exists (
        select from pg_constraint where conindid = x.indexrelid and conrelid = x.indrelid
    )
    order by rank";

/// How the server gets at the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It opens the file.
    Server,
    /// We read the file and send it.
    Connection,
}

/// A file for each table.
pub(super) struct Files {
    folder: TempDir,
}

impl Files {
    /// Writes every row.
    pub(super) fn write(stage: &Stage) -> Result<Self, Trouble> {
        let folder = tempfile::tempdir_in("/var/tmp")?;
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))?;
        let files = Self { folder };
        for place in 0..stage.job.tables.len() {
            let mut file = BufWriter::new(File::create(files.path(place))?);
            file.write_all(Format::Binary.header())?;
            encode(stage, place, |bytes| file.write_all(bytes))?;
            file.write_all(Format::Binary.trailer())?;
            file.flush()?;
        }
        Ok(files)
    }

    fn path(&self, place: usize) -> PathBuf {
        self.folder.path().join(format!("{place}.copy"))
    }

    /// Loads every file into its empty table.
    pub(super) async fn load(
        &self,
        stage: &Stage,
        mode: Mode,
        way: Way,
    ) -> Result<Duration, Trouble> {
        let started = Instant::now();
        for (place, table) in stage.job.tables.iter().enumerate() {
            let kept = match mode {
                Mode::Append => self.copy(&stage.admin, place, table, way, "").await?,
                Mode::Replace => {
                    stage.admin.batch_execute("begin").await?;
                    let kept = self.replace(&stage.admin, place, table, way).await?;
                    stage.admin.batch_execute("commit").await?;
                    kept
                }
            };
            if kept != table.rows {
                return Err(format!("{kept} rows instead of {}", table.rows).into());
            }
        }
        Ok(started.elapsed())
    }

    async fn replace(
        &self,
        admin: &Client,
        place: usize,
        table: &TableJob,
        way: Way,
    ) -> Result<u64, Trouble> {
        let name = table.name.to_string();
        let lock = format!("lock table only {name} in access exclusive mode");
        admin.batch_execute(&lock).await?;
        let structure = admin.query(STRUCTURE, &[&name]).await?;
        let mut restore = Vec::new();
        for row in &structure {
            let take: String = row.try_get(0)?;
            admin.batch_execute(&take).await?;
            restore.push(row.try_get::<_, String>(1)?);
        }
        admin
            .batch_execute(&format!("truncate only {name}"))
            .await?;
        let kept = self.copy(admin, place, table, way, ", freeze").await?;
        for sql in restore.iter().rev() {
            admin.batch_execute(sql).await?;
        }
        Ok(kept)
    }

    async fn copy(
        &self,
        admin: &Client,
        place: usize,
        table: &TableJob,
        way: Way,
        freeze: &str,
    ) -> Result<u64, Trouble> {
        let names: Vec<_> = table.columns.iter().map(|it| it.name.to_string()).collect();
        let path = self.path(place);
        let from = match way {
            Way::Server => format!("'{}'", path.display()),
            Way::Connection => "stdin".to_owned(),
        };
        let sql = format!(
            "copy {} ({}) from {from} (format binary{freeze})",
            table.name,
            names.join(", ")
        );
        if way == Way::Server {
            return Ok(admin.execute(&sql, &[]).await?);
        }
        let mut file = File::open(path)?;
        let mut sink = pin!(admin.copy_in::<_, Cursor<Vec<u8>>>(&sql).await?);
        loop {
            let mut bytes = vec![0; CHUNK];
            let read = file.read(&mut bytes)?;
            if read == 0 {
                return Ok(sink.finish().await?);
            }
            bytes.truncate(read);
            sink.feed(Cursor::new(bytes)).await?;
        }
    }
}

/// Makes every row of every table and sends it nowhere.
pub(super) fn generate(stage: &Stage) -> Result<Duration, Trouble> {
    let started = Instant::now();
    for place in 0..stage.job.tables.len() {
        encode(stage, place, |bytes| {
            std::hint::black_box(bytes);
            Ok(())
        })?;
    }
    Ok(started.elapsed())
}

fn encode(
    stage: &Stage,
    place: usize,
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> Result<(), Trouble> {
    let Some(table) = stage.job.tables.get(place) else {
        return Ok(());
    };
    if table.format() != Format::Binary {
        return Err(format!("{} goes as text", table.name).into());
    }
    let mut cursor = stage.dataset.cursor(place);
    let mut values = vec![Value::Null; table.columns.len()];
    let mut out = Vec::with_capacity(CHUNK + CHUNK / 16);
    for number in 0..table.rows {
        cursor.row(number, &mut values);
        Format::Binary.row(&table.columns, &values, &mut out)?;
        if out.len() >= CHUNK {
            take(&out)?;
            out.clear();
        }
    }
    take(&out)?;
    Ok(())
}
