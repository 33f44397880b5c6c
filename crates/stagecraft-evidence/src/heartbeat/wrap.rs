//! Runs a command under a heartbeat, as if it ran by itself.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use signal_hook::consts::{SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::WithOrigin;
use signal_hook::low_level::siginfo::{Cause, Origin};

use super::{Heartbeat, HeartbeatConfig};
use crate::Error;

/// How a wrapped command ended.
#[derive(Debug)]
pub struct Wrapped {
    /// Its exit code, or 128 + the signal that ended it.
    pub code: u8,
    /// What kept a line of the heartbeat from being written, if anything.
    pub trouble: Option<Error>,
}

/// Runs `command`, its first word the program, under a heartbeat.
///
/// It inherits the standard streams; SIGINT, SIGTERM, SIGHUP and SIGQUIT that
/// are sent to this process are passed on, but for those of the terminal,
/// which has sent them to the command as well. The log names the program and
/// how many arguments it has, never the arguments.
pub fn wrap(config: HeartbeatConfig, command: &[OsString]) -> Result<Wrapped, Error> {
    let (program, arguments) = command.split_first().ok_or(Error::CommandNotFound {
        command: String::new(),
    })?;
    let mut config = config;
    let described = describe(program, arguments.len());
    config.label = if config.label.is_empty() {
        described
    } else {
        format!("{} | {described}", config.label)
    };
    // Before the command starts, so that no signal is lost.
    let ignored = ignored_signals();
    let passed_on = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
        .into_iter()
        .filter(|it| ignored >> (it - 1) & 1 == 0);
    let mut signals = SignalsInfo::<WithOrigin>::new(passed_on.chain([SIGCHLD]))
        .map_err(|source| Error::Unwatchable { source })?;
    let heartbeat = Heartbeat::start_with(&config)?;
    let mut child = match Command::new(program).args(arguments).spawn() {
        Ok(child) => child,
        Err(source) => {
            drop(heartbeat.finish("not started"));
            return Err(not_started(program, source));
        }
    };
    heartbeat.watch(child.id());
    let status = supervise(&mut child, &mut signals)?;
    let (code, outcome) = ending(status);
    let trouble = heartbeat.finish(&outcome);
    Ok(Wrapped { code, trouble })
}

/// Waits for the child. Reaping and signalling happen in one thread: a signal
/// never goes to a process that has taken over the child's number.
fn supervise(
    child: &mut Child,
    signals: &mut SignalsInfo<WithOrigin>,
) -> Result<ExitStatus, Error> {
    let unwatchable = |source| Error::Unwatchable { source };
    let pid = i32::try_from(child.id()).map(Pid::from_raw);
    loop {
        if let Some(status) = child.try_wait().map_err(unwatchable)? {
            return Ok(status);
        }
        for origin in signals.wait() {
            if origin.signal == SIGCHLD || is_from_terminal(&origin) {
                continue;
            }
            if child.try_wait().map_err(unwatchable)?.is_some() {
                break;
            }
            if let (Ok(pid), Ok(signal)) = (pid, Signal::try_from(origin.signal)) {
                // It may refuse, being another user's by now (sudo).
                let _ = kill(pid, signal);
            }
        }
    }
}

/// Returns the signals that this process was started to ignore, a bit each:
/// under `nohup` the command has to go on ignoring them, which it would not
/// after we had handled them.
fn ignored_signals() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let mask = status.lines().find_map(|it| it.strip_prefix("SigIgn:"))?;
            u64::from_str_radix(mask.trim(), 16).ok()
        })
        .unwrap_or(0)
}

/// The terminal signals every process in its foreground, the command too.
fn is_from_terminal(origin: &Origin) -> bool {
    matches!(origin.cause, Cause::Kernel)
}

fn ending(status: ExitStatus) -> (u8, String) {
    let low_byte = |it: i32| u8::try_from(it & 0xff).unwrap_or(u8::MAX);
    match (status.code(), status.signal()) {
        (Some(code), _) => (low_byte(code), format!("exit {code}")),
        (None, Some(signal)) => {
            let name = Signal::try_from(signal).map_or("unknown", Signal::as_str);
            (
                low_byte(128 + signal),
                format!("exit {} ({name})", 128 + signal),
            )
        }
        (None, None) => (u8::MAX, "exit unknown".to_owned()),
    }
}

fn describe(program: &OsString, n_arguments: usize) -> String {
    let name = Path::new(program)
        .file_name()
        .unwrap_or(program)
        .to_string_lossy();
    match n_arguments {
        0 => name.into_owned(),
        1 => format!("{name} (1 argument)"),
        n => format!("{name} ({n} arguments)"),
    }
}

fn not_started(program: &OsString, source: io::Error) -> Error {
    let command = program.to_string_lossy().into_owned();
    if source.kind() == io::ErrorKind::NotFound {
        Error::CommandNotFound { command }
    } else {
        Error::CommandNotStartable { command, source }
    }
}
