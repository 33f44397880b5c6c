//! The cluster that every sandbox is a copy of: made once per server, platform
//! and settings.

use std::path::{Path, PathBuf};

use stagecraft_model::{Digest, Digester, LineIndex};
use tokio_postgres::{Client, NoTls};

use crate::account::Account;
use crate::den::{Den, RunDir};
use crate::overlay::Overlay;
use crate::platform::PlatformFile;
use crate::postmaster::{Postmaster, SOCKET_PORT, run, wait_until_ready};
use crate::server::Server;
use crate::stage::Stage;
use crate::{Error, platform, settings};

/// The superuser that owns the cluster, as on the platform.
pub(crate) const SUPERUSER: &str = "supabase_admin";

/// Changes when templates are made differently.
const LAYOUT: &str = "2";

/// What a template depends on, and its parts.
#[derive(Debug)]
pub(crate) struct Recipe<'a> {
    pub(crate) server: &'a Server,
    pub(crate) overlay: &'a Overlay,
    pub(crate) account: &'a Account,
    pub(crate) files: Vec<PlatformFile>,
}

impl Recipe<'_> {
    /// Returns the template's name in the cache.
    pub(crate) fn name(&self) -> String {
        let digest: Digest = Digester::new()
            .field(LAYOUT)
            .field(self.overlay.name())
            .field(platform::digest(&self.files).hex())
            .field(settings::postgresql_conf(self.server))
            .field(settings::HBA)
            .field(settings::INITDB.join(" "))
            .finish();
        format!("{}-{}", self.server.info.major, digest.short())
    }

    /// Makes the cluster in a folder of running sandboxes, where a sweep finds
    /// it if this process dies, and leaves it shut down.
    pub(crate) fn build(&self, run_dir: &RunDir) -> Result<Stage, Error> {
        let stage = Stage::create(run_dir, self.account)?;
        stage.with(|live| {
            self.initialise(&live.den)?;
            live.server = Some(Postmaster::launch(
                &self.overlay.postgres(),
                &live.den,
                self.account,
                None,
            )?);
            Ok(())
        })?;
        wait_until_ready(&stage)?;
        let folder = stage.with(|live| Ok(live.den.folder()))?;
        let segment = block_on(async {
            let client = connect(&folder).await?;
            install(&client, &self.files).await?;
            last_segment(&client).await
        })?;
        stage.with(|live| {
            if let Some(mut server) = live.server.take() {
                server.stop_cleanly();
            }
            trim(&live.den.data(), &segment);
            Ok(())
        })?;
        Ok(stage)
    }

    fn initialise(&self, den: &Den) -> Result<(), Error> {
        let data = den.data();
        let mut command = self.account.command(&self.overlay.initdb());
        command.args(settings::INITDB).arg("-D").arg(&data);
        run(command)?.map_err(|output| Error::InitdbFailed { output })?;
        for (file, text) in [
            ("postgresql.conf", settings::postgresql_conf(self.server)),
            ("pg_hba.conf", settings::HBA.to_owned()),
        ] {
            let path = data.join(file);
            std::fs::write(&path, text)
                .map_err(|source| Error::RunDirUnwritable { path, source })?;
        }
        Ok(())
    }
}

/// Runs `work` on this thread, whatever runtime the caller has.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|source| Error::Runtime { source })?
        .block_on(work)
}

/// Connects as the superuser to a server whose socket is in `folder`.
pub(crate) async fn connect(folder: &Path) -> Result<Client, Error> {
    connect_port(folder, SOCKET_PORT).await
}

/// Connects as the superuser to a server whose socket has this port in its name.
pub(crate) async fn connect_port(folder: &Path, port: u16) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::Config::new()
        .host_path(folder)
        .port(port)
        .user(SUPERUSER)
        .dbname("postgres")
        .connect(NoTls)
        .await
        .map_err(|source| Error::Connect { source })?;
    tokio::spawn(connection);
    Ok(client)
}

async fn install(client: &Client, files: &[PlatformFile]) -> Result<(), Error> {
    for file in files {
        client
            .batch_execute(file.sql)
            .await
            .map_err(|error| explain(file, error))?;
        client
            .batch_execute("discard all")
            .await
            .map_err(|source| Error::Connect { source })?;
    }
    Ok(())
}

fn explain(file: &PlatformFile, error: tokio_postgres::Error) -> Error {
    use tokio_postgres::error::ErrorPosition;
    let Some(database) = error.as_db_error() else {
        return Error::Connect { source: error };
    };
    let lines = LineIndex::new(file.sql);
    let line = match database.position() {
        Some(ErrorPosition::Original(position)) => {
            let position = usize::try_from(*position).unwrap_or(1);
            lines.line(lines.byte_of_character(0, position))
        }
        _ => 1,
    };
    let context = database.where_().map_or_else(String::new, |it| {
        format!(" ({})", it.lines().next().unwrap_or_default())
    });
    Error::PlatformSql {
        file: file.name.to_owned(),
        line,
        message: format!("{}{context}", database.message()),
    }
}

/// Returns the name of the log segment after which everything is unused.
async fn last_segment(client: &Client) -> Result<String, Error> {
    let rows = client
        .query_typed(
            "select pg_walfile_name(pg_current_wal_insert_lsn() + 1024 * 1024)",
            &[],
        )
        .await
        .map_err(|source| Error::Connect { source })?;
    Ok(rows.first().map_or_else(String::new, |row| row.get(0)))
}

/// Removes what a shut down cluster does without, so that there is less to
/// copy: log segments made in advance, and the maps of free space and of
/// visibility, which Postgres makes again where it wants them.
fn trim(data: &Path, last_segment: &str) {
    for path in files_in(&data.join("pg_wal")) {
        let name = name_of(&path);
        if name.len() == last_segment.len() && *name > *last_segment {
            drop(std::fs::remove_file(&path));
        }
    }
    let databases = files_in(&data.join("base"));
    for folder in databases.into_iter().chain([data.join("global")]) {
        for path in files_in(&folder) {
            let name = name_of(&path);
            if name.ends_with("_fsm") || name.ends_with("_vm") {
                drop(std::fs::remove_file(&path));
            }
        }
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
