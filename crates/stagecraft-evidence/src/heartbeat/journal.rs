//! The two files of a heartbeat and the chain of its lines.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use crate::Error;
use crate::bundle::{make_folder, unwritable};
use crate::digests::sha256_hex;
use crate::secret::redact;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Event {
    Start,
    Phase,
    Beat,
    End,
}

impl Event {
    fn label(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Phase => "phase",
            Self::Beat => "beat",
            Self::End => "end",
        }
    }
}

/// One line of the log for programs.
#[derive(Debug, Serialize)]
struct Line<'a> {
    seq: u64,
    ts: String,
    elapsed_ms: u64,
    event: Event,
    run: &'a str,
    label: &'a str,
    phase: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'a str>,
    pid: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    rss_kb: Option<u64>,
    prev: &'a str,
}

/// Appends the lines of one run.
#[derive(Debug)]
pub(super) struct Journal {
    topic_dir: PathBuf,
    run: String,
    label: String,
    phase: String,
    pid: u32,
    seq: u64,
    prev: String,
    day: String,
    files: Option<(Appender, Appender)>,
}

impl Journal {
    /// `label` and later phases are redacted and kept to one line.
    pub(super) fn new(topic_dir: PathBuf, run: String, label: &str) -> Self {
        Self {
            topic_dir,
            run,
            label: clean(label),
            phase: String::new(),
            pid: std::process::id(),
            seq: 0,
            prev: "0".repeat(64),
            day: String::new(),
            files: None,
        }
    }

    /// Says which process the memory is measured of.
    pub(super) fn watch(&mut self, pid: u32) {
        self.pid = pid;
    }

    pub(super) fn set_phase(&mut self, phase: &str) {
        self.phase = clean(phase);
    }

    /// Appends one line to both files, in the folder of the day of `now`.
    pub(super) fn write(
        &mut self,
        now: Timestamp,
        elapsed: Duration,
        event: Event,
        outcome: Option<&str>,
    ) -> Result<(), Error> {
        let outcome = outcome.map(clean);
        let ts = format!("{now:.3}");
        let text = self.text(&ts, elapsed, event, outcome.as_deref());
        let json = serde_json::to_string(&Line {
            seq: self.seq,
            ts,
            elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            event,
            run: &self.run,
            label: &self.label,
            phase: &self.phase,
            outcome: outcome.as_deref(),
            pid: self.pid,
            rss_kb: resident_kb(self.pid),
            prev: &self.prev,
        });
        let (text_file, json_file) = self.files(now)?;
        text_file.append(text)?;
        if let Ok(mut json) = json {
            json.push('\n');
            let digest = sha256_hex(json.as_bytes());
            json_file.append(json)?;
            self.prev = digest;
            self.seq += 1;
        }
        Ok(())
    }

    /// Waits until what was written is on disk.
    pub(super) fn sync(&self) -> Result<(), Error> {
        match &self.files {
            Some((text, json)) => text.sync().and_then(|()| json.sync()),
            None => Ok(()),
        }
    }

    fn text(&self, ts: &str, elapsed: Duration, event: Event, outcome: Option<&str>) -> String {
        let mut text = format!("{ts} {} {} {}", self.run, event.label(), self.label);
        if !self.phase.is_empty() {
            text.push_str(" | ");
            text.push_str(&self.phase);
        }
        if let Some(outcome) = outcome {
            text.push_str(" | ");
            text.push_str(outcome);
        }
        if event != Event::Start {
            let _ = write!(text, " | elapsed {:.1}s", elapsed.as_secs_f64());
        }
        text.push('\n');
        text
    }

    /// Opens the files of the day, once a day.
    fn files(&mut self, now: Timestamp) -> Result<&mut (Appender, Appender), Error> {
        let day = now.strftime("%Y-%m-%d").to_string();
        if self.day != day {
            self.files = None;
            self.day.clone_from(&day);
        }
        match &mut self.files {
            Some(files) => Ok(files),
            empty => {
                let logs = self.topic_dir.join(day).join("logs");
                make_folder(&logs)?;
                Ok(empty.insert((
                    Appender::open(logs.join("heartbeat.log"))?,
                    Appender::open(logs.join("heartbeat.ndjson"))?,
                )))
            }
        }
    }
}

/// A file that whole lines are appended to.
#[derive(Debug)]
struct Appender {
    path: PathBuf,
    file: File,
    torn: bool,
}

impl Appender {
    fn open(path: PathBuf) -> Result<Self, Error> {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(|source| unwritable(&path, source))?;
        Ok(Self {
            path,
            file,
            torn: false,
        })
    }

    /// Appends with a single write, so that no other run's line gets between.
    fn append(&mut self, mut line: String) -> Result<(), Error> {
        if self.torn {
            line.insert(0, '\n');
        }
        match self.file.write(line.as_bytes()) {
            Ok(n_written) if n_written == line.len() => {
                self.torn = false;
                Ok(())
            }
            Ok(n_written) => {
                // The disk filled up; the next line begins on its own.
                self.torn |= n_written > 0;
                Err(self.unwritable(io::ErrorKind::StorageFull.into()))
            }
            Err(source) => Err(self.unwritable(source)),
        }
    }

    fn sync(&self) -> Result<(), Error> {
        self.file
            .sync_data()
            .map_err(|source| self.unwritable(source))
    }

    fn unwritable(&self, source: io::Error) -> Error {
        unwritable(&self.path, source)
    }
}

/// Redacts and keeps to one line of printable characters.
fn clean(text: &str) -> String {
    redact(text)
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .take(200)
        .collect()
}

/// Returns a process's resident memory where the system has /proc.
fn resident_kb(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status"));
    status
        .ok()?
        .lines()
        .find_map(|it| it.strip_prefix("VmRSS:"))?
        .trim()
        .strip_suffix(" kB")?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn after_midnight_lines_go_to_the_new_day_and_the_chain_goes_on() {
        let root = tempfile::tempdir().unwrap();
        let mut journal = Journal::new(root.path().join("data"), "1a2b3c4d".into(), "rehearse");
        let beat = Duration::from_secs(10);
        let mut write = |ts, event| journal.write(at(ts), beat, event, None).unwrap();
        write("2026-12-31T23:59:55Z", Event::Start);
        write("2027-01-01T00:00:05Z", Event::Beat);
        write("2027-01-01T00:00:15Z", Event::End);
        let read = |day: &str, file: &str| {
            std::fs::read_to_string(root.path().join("data").join(day).join("logs").join(file))
                .unwrap()
        };
        let text = read("2026-12-31", "heartbeat.log") + &read("2027-01-01", "heartbeat.log");
        assert_eq!(
            text,
            "2026-12-31T23:59:55.000Z 1a2b3c4d start rehearse\n\
             2027-01-01T00:00:05.000Z 1a2b3c4d beat rehearse | elapsed 10.0s\n\
             2027-01-01T00:00:15.000Z 1a2b3c4d end rehearse | elapsed 10.0s\n"
        );
        let old = read("2026-12-31", "heartbeat.ndjson");
        let new = read("2027-01-01", "heartbeat.ndjson");
        assert!(old.contains(&format!("\"prev\":\"{}\"", "0".repeat(64))));
        assert_eq!(new.lines().count(), 2);
        assert!(new.contains(&sha256_hex(old.as_bytes())));
    }

    #[test]
    fn a_label_can_neither_forge_a_line_nor_leak() {
        let root = tempfile::tempdir().unwrap();
        let label = "x\n2026-01-01T00:00:00Z end password=hunter2\r\u{1b}[2J";
        let mut journal = Journal::new(root.path().to_owned(), "r".into(), label);
        journal
            .write(
                at("2026-01-01T00:00:00Z"),
                Duration::ZERO,
                Event::Start,
                None,
            )
            .unwrap();
        let logs = root.path().join("2026-01-01/logs");
        let text = std::fs::read_to_string(logs.join("heartbeat.log")).unwrap();
        assert_eq!(text.lines().count(), 1);
        assert!(
            !text.contains("hunter2") && !text.contains('\u{1b}'),
            "{text}"
        );
    }

    #[test]
    fn a_full_disk_is_named() {
        let appended = Appender::open("/dev/full".into())
            .unwrap()
            .append("line\n".into());
        let error = appended.unwrap_err();
        assert_eq!(error.to_string(), "/dev/full cannot be written");
        let hint = stagecraft_model::Fault::hint(&error).unwrap();
        assert!(hint.contains("disk is full"));
    }
}
