//! A running sandbox.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use percent_encoding::{AsciiSet, CONTROLS, percent_encode};

use crate::about::{AboutFile, SandboxAbout};
use crate::account::Account;
use crate::cache::{Cache, Entry};
use crate::den::RunDir;
use crate::kept::KeptSandbox;
use crate::overlay::Overlay;
use crate::postmaster::{Postmaster, SOCKET_PORT, wait_until_ready};
use crate::server::Server;
use crate::stage::Stage;
use crate::template::{Recipe, SUPERUSER, block_on, connect_port};
use crate::{Error, SandboxConfig, ServerInfo, StandIn, copy, platform, random, sweep};

const TEMPLATES: &str = "templates";
/// How often another port is tried when somebody else took the free one.
const PORTS: usize = 8;
/// What must be encoded in a query parameter of a URL.
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'?')
    .add(b'=')
    .add(b'<')
    .add(b'>');

/// A throwaway Postgres of this process alone. Gone when dropped.
#[derive(Debug)]
pub struct Sandbox {
    stage: Stage,
    address: Address,
    server: ServerInfo,
    stand_ins: Vec<StandIn>,
    about: SandboxAbout,
    /// Keep what the server reads in the cache.
    _in_use: (Overlay, Option<Entry>),
}

/// How to reach a sandbox.
#[derive(Clone)]
pub(crate) struct Address {
    pub(crate) folder: PathBuf,
    pub(crate) tcp: Option<Tcp>,
}

/// How to reach a sandbox over TCP.
#[derive(Clone)]
pub(crate) struct Tcp {
    pub(crate) port: u16,
    pub(crate) password: String,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Address")
            .field("folder", &self.folder)
            .field("port", &self.tcp.as_ref().map(|it| it.port))
            .finish_non_exhaustive()
    }
}

impl Address {
    /// Returns the port in the socket's name.
    pub(crate) fn port(&self) -> u16 {
        self.tcp.as_ref().map_or(SOCKET_PORT, |it| it.port)
    }

    /// Returns the URL of role `postgres`: over TCP if there is a port, else
    /// over the socket.
    pub(crate) fn url(&self) -> String {
        if let Some(Tcp { port, password }) = &self.tcp {
            return format!("postgresql://postgres:{password}@127.0.0.1:{port}/postgres");
        }
        let folder = percent_encode(self.folder.as_os_str().as_bytes(), QUERY);
        format!("postgresql://postgres@/postgres?host={folder}&port={SOCKET_PORT}")
    }

    fn config(&self, role: &str) -> tokio_postgres::Config {
        let mut config = tokio_postgres::Config::new();
        config
            .host_path(&self.folder)
            .port(self.port())
            .user(role)
            .dbname("postgres");
        config
    }
}

impl Sandbox {
    /// Starts a sandbox; it is ready when this returns.
    ///
    /// Sweeps what dead processes left behind first. Dropping the future is
    /// fine: what was started ends. Needs a tokio runtime.
    pub async fn start(config: &SandboxConfig) -> Result<Self, Error> {
        let config = config.clone();
        match tokio::task::spawn_blocking(move || Self::start_blocking(&config)).await {
            Ok(outcome) => outcome,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(Error::Interrupted),
        }
    }

    fn start_blocking(config: &SandboxConfig) -> Result<Self, Error> {
        let account = Account::choose()?;
        let run_dir = RunDir::open(config, &account)?;
        sweep::sweep(&run_dir);
        let cache = Cache::open(config, &account)?;
        let (mut server, overlay) = Server::find(config, &cache, &account, |server| {
            Overlay::ensure(server, &cache, &account)
        })?;
        let recipe = Recipe {
            server: &server,
            overlay: &overlay,
            account: &account,
            files: platform::files_of(config),
        };
        let stage = cluster(&recipe, &cache, &run_dir)?;
        let tcp = launch(&stage, &overlay.postgres(), &account, config.tcp)?;
        let address = stage.with(|live| {
            Ok(Address {
                folder: live.den.folder(),
                tcp,
            })
        })?;
        if let Some(tcp) = &address.tcp {
            set_password(&address.folder, tcp)?;
        }
        let about = SandboxAbout {
            id: stage.id().to_owned(),
            owner_pid: std::process::id(),
            major: server.info.major,
            version: server.info.version.clone(),
            platform: config.platform,
            owner_memberships: config.owner_memberships,
            tcp_port: address.tcp.as_ref().map(|it| it.port),
            made_at: Timestamp::now(),
            kept: false,
            tree: overlay.name().to_owned(),
        };
        let file = AboutFile {
            about: about.clone(),
            password: None,
        };
        stage.with(|live| {
            let path = live.den.about();
            file.write(&path)
                .map_err(|source| Error::RunDirUnwritable { path, source })
        })?;
        Ok(Self {
            stage,
            address,
            stand_ins: overlay.stand_ins().to_vec(),
            about,
            _in_use: (overlay, server.package.take()),
            server: server.info,
        })
    }

    /// Returns the URL of role `postgres` for other programs: over TCP with the
    /// password if TCP was asked for, else over the socket.
    pub fn url(&self) -> String {
        self.address.url()
    }

    /// Returns how to connect as `postgres`, who is no superuser, over the socket.
    pub fn config(&self) -> tokio_postgres::Config {
        self.address.config("postgres")
    }

    /// Returns how to connect as `supabase_admin`, the superuser, over the socket.
    pub fn admin_config(&self) -> tokio_postgres::Config {
        self.address.config(SUPERUSER)
    }

    /// Returns what runs it.
    pub fn server(&self) -> &ServerInfo {
        &self.server
    }

    /// Returns the extensions that this server only has as stand-ins.
    pub fn stand_ins(&self) -> &[StandIn] {
        &self.stand_ins
    }

    /// Returns what `list` shows of it.
    pub fn about(&self) -> &SandboxAbout {
        &self.about
    }

    /// Returns the folder of the Unix socket, which is gone with the sandbox.
    pub fn socket_dir(&self) -> &Path {
        &self.address.folder
    }

    /// Ends the server and removes the folder, as dropping does, but says when
    /// that fails.
    pub async fn stop(self) -> Result<(), Error> {
        let folder = self.address.folder.clone();
        let ended = tokio::task::spawn_blocking(move || {
            let Self { stage, _in_use, .. } = self;
            stage.end()
        })
        .await;
        match ended {
            Ok(outcome) => outcome.map_err(|source| Error::RunDirUnwritable {
                path: folder,
                source,
            }),
            Err(_) => Err(Error::Interrupted),
        }
    }

    /// Lets the sandbox run on after this process, until it is stopped by name.
    pub fn keep(self) -> Result<KeptSandbox, Error> {
        let mut about = self.about;
        about.kept = true;
        let file = AboutFile {
            about: about.clone(),
            password: self.address.tcp.as_ref().map(|it| it.password.clone()),
        };
        self.stage.with(|live| {
            let path = live.den.about();
            file.write(&path)
                .map_err(|source| Error::RunDirUnwritable { path, source })
        })?;
        drop(self.stage.release());
        Ok(KeptSandbox::new(about, self.address))
    }

    /// Returns the parts of a connection over the chosen way, for `PGHOST` and
    /// its like: host or folder, port, password.
    pub(crate) fn parts(&self) -> (String, u16, Option<&str>) {
        match &self.address.tcp {
            Some(tcp) => ("127.0.0.1".to_owned(), tcp.port, Some(&tcp.password)),
            None => (self.address.folder.display().to_string(), SOCKET_PORT, None),
        }
    }
}

/// Makes a cluster that is ready to be served: a copy of the template, or the
/// very one that the template was copied from.
fn cluster(recipe: &Recipe<'_>, cache: &Cache, run_dir: &RunDir) -> Result<Stage, Error> {
    let mut built = None;
    let template = cache.ensure(TEMPLATES, &recipe.name(), |workshop| {
        let stage = recipe.build(run_dir)?;
        stage.with(|live| {
            let target = workshop.join("data");
            copy::cluster(&live.den.data(), &target, recipe.account).map_err(|source| {
                Error::CacheUnwritable {
                    path: target,
                    source,
                }
            })
        })?;
        built = Some(stage);
        Ok::<_, Error>(())
    })?;
    if let Some(stage) = built {
        return Ok(stage);
    }
    let stage = Stage::create(run_dir, recipe.account)?;
    stage.with(|live| {
        let data = live.den.data();
        copy::cluster(&template.path().join("data"), &data, recipe.account)
            .map_err(|source| Error::RunDirUnwritable { path: data, source })
    })?;
    Ok(stage)
}

/// Starts the server; on TCP with another port when the first one was taken.
fn launch(
    stage: &Stage,
    postgres: &Path,
    account: &Account,
    tcp: bool,
) -> Result<Option<Tcp>, Error> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        let port = if tcp { Some(free_port()?) } else { None };
        stage.with(|live| {
            live.server = Some(Postmaster::launch(postgres, &live.den, account, port)?);
            Ok(())
        })?;
        match wait_until_ready(stage) {
            Ok(()) => {}
            Err(Error::ServerEnded { log })
                if tcp && attempts < PORTS && log.contains("could not bind") =>
            {
                continue;
            }
            Err(error) => return Err(error),
        }
        let Some(port) = port else {
            return Ok(None);
        };
        let password = random::hex(16).map_err(|source| Error::RunDirUnwritable {
            path: "/dev/urandom".into(),
            source,
        })?;
        return Ok(Some(Tcp { port, password }));
    }
}

fn free_port() -> Result<u16, Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|it| it.local_addr())
        .map(|it| it.port())
        .map_err(|source| Error::NoPort { source })
}

/// The server only ever sees the verifier, so no log and no statistics view
/// can hold the password.
fn set_password(folder: &Path, tcp: &Tcp) -> Result<(), Error> {
    let verifier = postgres_protocol::password::scram_sha_256(tcp.password.as_bytes());
    block_on(async {
        let client = connect_port(folder, tcp.port).await?;
        for role in ["postgres", SUPERUSER] {
            client
                .batch_execute(&format!("alter role {role} password '{verifier}'"))
                .await
                .map_err(|source| Error::Connect { source })?;
        }
        Ok(())
    })
}
