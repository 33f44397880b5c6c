//! A server that is our child: starting it, waiting for it, ending it.

use std::fs::{File, Permissions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::account::Account;
use crate::den::Den;
use crate::stage::Stage;
use crate::{Error, processes};

/// How long a server has to accept connections; recovery is never needed.
const START: Duration = Duration::from_mins(1);
/// How long a server has to end.
const STOP: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(1);
/// The port in the socket's name when the server listens on nothing else.
pub(crate) const SOCKET_PORT: u16 = 5432;

/// A running server.
#[derive(Debug)]
pub(crate) struct Postmaster {
    child: Child,
}

impl Postmaster {
    /// Starts `postgres` on the cluster of `den`; does not wait.
    pub(crate) fn launch(
        postgres: &Path,
        den: &Den,
        account: &Account,
        tcp_port: Option<u16>,
    ) -> Result<Self, Error> {
        let folder = den.folder();
        let port = tcp_port.unwrap_or(SOCKET_PORT);
        let mut command = account.command(postgres);
        command
            .arg("-D")
            .arg(den.data())
            .arg("-c")
            .arg(format!("unix_socket_directories={}", folder.display()))
            .arg("-c")
            .arg(format!("port={port}"))
            .arg("-c")
            .arg(format!("cluster_name=stagecraft-{}", den.id()));
        if tcp_port.is_some() {
            command.args(["-c", "listen_addresses=127.0.0.1"]);
        }
        let log = File::create(den.log()).map_err(|source| Error::RunDirUnwritable {
            path: den.log(),
            source,
        })?;
        drop(log.set_permissions(Permissions::from_mode(0o600)));
        let child = log
            .try_clone()
            .and_then(|twin| command.stdout(twin).stderr(log).spawn())
            .map_err(|source| Error::Spawn {
                program: postgres.display().to_string(),
                source,
            })?;
        Ok(Self { child })
    }

    /// Ends the server without a checkpoint: its cluster is thrown away.
    pub(crate) fn stop_at_once(&mut self) {
        self.stop(Signal::SIGQUIT);
    }

    /// Ends the server with a checkpoint, so that its cluster can be copied.
    pub(crate) fn stop_cleanly(&mut self) {
        self.stop(Signal::SIGINT);
    }

    fn stop(&mut self, signal: Signal) {
        let Ok(pid) = i32::try_from(self.child.id()).map(Pid::from_raw) else {
            return;
        };
        // Not yet waited for, so the id is still the child's.
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let _ = kill(pid, signal);
        let begun = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if begun.elapsed() > STOP {
                drop(self.child.kill());
                drop(self.child.wait());
                return;
            }
            std::thread::sleep(POLL);
        }
    }
}

/// Waits until the server of `stage` accepts connections.
pub(crate) fn wait_until_ready(stage: &Stage) -> Result<(), Error> {
    let begun = Instant::now();
    loop {
        let ready = stage.with(|live| {
            let log = live.den.log();
            if is_ready(&live.den.data()) {
                return Ok(true);
            }
            let ended = live
                .server
                .as_mut()
                .is_none_or(|it| !matches!(it.child.try_wait(), Ok(None)));
            if ended {
                return Err(Error::ServerEnded {
                    log: end_of_log(&log),
                });
            }
            if begun.elapsed() > START {
                return Err(Error::ServerSlow {
                    seconds: START.as_secs(),
                    log: end_of_log(&log),
                });
            }
            Ok(false)
        })?;
        if ready {
            return Ok(());
        }
        std::thread::sleep(POLL);
    }
}

/// The eighth line of `postmaster.pid` says how far the server is.
fn is_ready(data: &Path) -> bool {
    std::fs::read_to_string(data.join("postmaster.pid"))
        .is_ok_and(|text| text.lines().nth(7).is_some_and(|it| it.trim() == "ready"))
}

fn end_of_log(path: &Path) -> String {
    const ENOUGH: u64 = 4096;
    let mut text = String::new();
    if let Ok(mut file) = File::open(path) {
        let size = file.metadata().map_or(0, |it| it.len());
        drop(file.seek(SeekFrom::Start(size.saturating_sub(ENOUGH))));
        let mut bytes = Vec::new();
        drop(file.read_to_end(&mut bytes));
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    last_lines(&text)
}

/// Returns the last lines that say something, in one line.
pub(crate) fn last_lines(text: &str) -> String {
    const MANY: usize = 8;
    let lines: Vec<_> = text
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    let skip = lines.len().saturating_sub(MANY);
    if lines.is_empty() {
        return "it said nothing".to_owned();
    }
    lines.into_iter().skip(skip).collect::<Vec<_>>().join("; ")
}

/// Runs a program to its end; all its output on success, else the end of it.
pub(crate) fn run(mut command: Command) -> Result<Result<String, String>, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .map_err(|source| Error::Spawn { program, source })?;
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    Ok(if output.status.success() {
        Ok(said)
    } else {
        Err(last_lines(&said))
    })
}

/// Returns whether a server of `data` runs, whoever started it.
pub(crate) fn is_served(data: &Path) -> bool {
    !processes::servers_of(data).is_empty()
}
