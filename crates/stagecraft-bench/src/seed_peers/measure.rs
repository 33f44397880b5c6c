//! How long a program runs, and how much memory the largest of its processes
//! takes.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use tokio::process::Command;

use crate::layer::Trouble;

/// Nobody gets more time than this.
const MOST: Duration = Duration::from_mins(5);
/// The high-water mark of a process is read again this often.
const EVERY: Duration = Duration::from_millis(25);
/// No more of what a peer says.
const LONGEST: usize = 160;

/// A run of a program.
pub(super) struct Measured {
    pub(super) elapsed: Duration,
    /// Kilobytes, of the largest process.
    pub(super) peak: u64,
    pub(super) failure: Option<String>,
}

/// Runs a program to its end.
pub(super) async fn measure(command: &mut Command) -> Result<Measured, Trouble> {
    let program = command.as_std().get_program();
    let program = program.to_string_lossy().into_owned();
    let started = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("{program} could not be run: {error}"))?;
    let first = child.id().ok_or("a program was over before it began")?;
    let mut ending = Box::pin(child.wait_with_output());
    let mut peak = 0;
    loop {
        tokio::select! {
            output = &mut ending => {
                let elapsed = started.elapsed();
                let output = output?;
                let failure = (!output.status.success()).then(|| complaint(&output));
                return Ok(Measured { elapsed, peak, failure });
            }
            () = tokio::time::sleep(EVERY) => {
                peak = largest(first).max(peak);
            }
        }
        if started.elapsed() > MOST {
            let group = format!("-{first}");
            let mut kill = Command::new("kill");
            kill.args(["-KILL", "--", &group]).status().await?;
            ending.await?;
            return Ok(Measured {
                elapsed: started.elapsed(),
                peak,
                failure: Some(format!("not done after {} s", MOST.as_secs())),
            });
        }
    }
}

/// Returns the high-water mark of the largest process of a tree.
fn largest(first: u32) -> u64 {
    let mut seen = BTreeSet::from([first]);
    let mut open = vec![first];
    let mut most = 0;
    while let Some(process) = open.pop() {
        let status = fs::read_to_string(format!("/proc/{process}/status"));
        most = most.max(high_water(&status.unwrap_or_default()));
        for child in children(process) {
            if seen.insert(child) {
                open.push(child);
            }
        }
    }
    most
}

/// Returns the kilobytes that a `/proc/…/status` says were the most.
fn high_water(status: &str) -> u64 {
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let number = line.and_then(|it| it.split_whitespace().next());
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// Returns the processes that any thread of a process started.
fn children(process: u32) -> Vec<u32> {
    let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else {
        return Vec::new();
    };
    let lists = threads.flatten().map(|it| it.path().join("children"));
    let text: String = lists
        .filter_map(|it| fs::read_to_string(it).ok())
        .collect::<Vec<_>>()
        .join(" ");
    text.split_whitespace()
        .filter_map(|it| it.parse().ok())
        .collect()
}

/// Returns what the program gives as the reason of its failure.
fn complaint(output: &Output) -> String {
    let text = [&output.stderr, &output.stdout].map(|it| String::from_utf8_lossy(it));
    let lines = || text.iter().flat_map(|it| it.lines()).map(str::trim);
    let telling = lines().find(|it| it.contains("violates"));
    let erring = lines().find(|it| it.to_lowercase().contains("error"));
    let any = lines().find(|it| !it.is_empty());
    let line = telling.or(erring).or(any).unwrap_or("without a word");
    // What stands before the server's words is the program's own wrapping.
    let start = line.find("new row for relation").unwrap_or(0);
    line.chars()
        .skip(line[..start].chars().count())
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::ExitStatus;

    use super::*;

    #[test]
    fn the_reason_is_what_the_server_says() {
        let of = |stderr: &str, stdout: &str| {
            complaint(&Output {
                status: ExitStatus::from_raw(256),
                stdout: stdout.into(),
                stderr: stderr.into(),
            })
        };
        assert_eq!(
            of(
                "warning\nError: new row for relation \"a\" violates b\n",
                ""
            ),
            "new row for relation \"a\" violates b"
        );
        assert_eq!(of("", "started\nError: nothing\n"), "Error: nothing");
        assert_eq!(of("", ""), "without a word");
    }

    #[test]
    fn the_high_water_mark_is_read() {
        assert_eq!(high_water("VmPeak:\t 9 kB\nVmHWM:\t  1234 kB\n"), 1234);
        assert_eq!(high_water(""), 0);
    }

    #[tokio::test]
    async fn a_process_of_a_process_is_measured() {
        let mut command = Command::new("sh");
        command.args(["-c", "sh -c 'sleep 0.3'; exit 3"]);
        let measured = measure(&mut command).await.unwrap();
        assert!(measured.elapsed >= Duration::from_millis(300));
        assert!(measured.peak > 0);
        assert_eq!(measured.failure.as_deref(), Some("without a word"));
    }
}
