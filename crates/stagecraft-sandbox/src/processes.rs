//! Finds and ends servers that are not our children.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// How long a server has to end by itself.
const PATIENCE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(2);

/// Returns the processes that were started as `postgres … -D <data> …`.
///
/// A cluster's other processes overwrite their command line, so this finds the
/// postmaster, and never a process whose id was merely used again.
pub(crate) fn servers_of(data: &Path) -> Vec<Pid> {
    if Path::new("/proc/self/cmdline").exists() {
        from_proc(data)
    } else {
        from_ps(data)
    }
}

fn from_proc(data: &Path) -> Vec<Pid> {
    use std::os::unix::ffi::OsStrExt as _;
    let wanted = data.as_os_str().as_bytes();
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|it| it.parse().ok()) else {
            continue;
        };
        let Ok(command_line) = std::fs::read(entry.path().join("cmdline")) else {
            continue;
        };
        let arguments: Vec<_> = command_line.split(|it| *it == 0).collect();
        let program_is_ours = arguments
            .first()
            .is_some_and(|it| it.ends_with(b"/postgres") || it.ends_with(b"/initdb"));
        let serves = arguments
            .windows(2)
            .any(|pair| matches!(pair, [flag, value] if *flag == b"-D" && *value == wanted));
        if program_is_ours && serves {
            found.push(Pid::from_raw(pid));
        }
    }
    found
}

fn from_ps(data: &Path) -> Vec<Pid> {
    let Ok(output) = Command::new("ps")
        .args(["-axww", "-o", "pid=,command="])
        .output()
    else {
        return Vec::new();
    };
    let wanted = format!(" -D {} ", data.display());
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter(|line| format!("{line} ").contains(&wanted))
        .filter_map(|line| {
            let (pid, command) = line.trim_start().split_once(' ')?;
            let program = command.trim_start().split(' ').next()?;
            let ours = program.ends_with("/postgres") || program.ends_with("/initdb");
            ours.then(|| pid.parse().ok().map(Pid::from_raw)).flatten()
        })
        .collect()
}

/// Ends every server of `data` and waits until it is gone. At once, without a
/// checkpoint, but by a signal that lets it free its shared memory.
pub(crate) fn end_servers_of(data: &Path) {
    for pid in servers_of(data) {
        let _ = kill(pid, Signal::SIGQUIT);
        let begun = Instant::now();
        while is_alive(pid) {
            if begun.elapsed() > PATIENCE {
                let _ = kill(pid, Signal::SIGKILL);
                break;
            }
            std::thread::sleep(POLL);
        }
    }
}

fn is_alive(pid: Pid) -> bool {
    if kill(pid, None).is_err() {
        return false;
    }
    // A dead process stays a zombie until whoever adopted it looks.
    let Ok(status) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else {
        return !Path::new("/proc/self/stat").exists();
    };
    !status
        .rsplit_once(") ")
        .is_some_and(|(_, rest)| rest.starts_with('Z'))
}
