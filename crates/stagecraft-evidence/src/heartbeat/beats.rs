//! A thread that writes a beat now and then, until told how it ended.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::journal::{Event, Journal};
use crate::{Error, RunId, name};

/// How often a heartbeat writes, unless told otherwise.
pub const BEAT: Duration = Duration::from_secs(10);

/// Where a heartbeat writes, and how often.
#[derive(Debug, Clone)]
pub struct HeartbeatConfig {
    /// Usually `artifacts/`.
    pub artifacts: PathBuf,
    /// The folder inside it: lower-case letters, digits, `_`, `-`.
    pub topic: String,
    /// What runs; redacted.
    pub label: String,
    /// Time between two beats.
    pub every: Duration,
}

/// Writes beats until it is finished; dropped before, it records `aborted`.
#[derive(Debug)]
pub struct Heartbeat {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    ended: Condvar,
}

#[derive(Debug)]
struct State {
    journal: Journal,
    began: Instant,
    ended: bool,
    /// The first error; what runs matters more than the log of it.
    trouble: Option<Error>,
}

impl Heartbeat {
    /// Starts a heartbeat of topic `data` that beats every [`BEAT`]; `label`
    /// says what runs. Writes its first line before it returns.
    pub fn start(artifacts: &Path, label: &str) -> Result<Self, Error> {
        Self::start_with(&HeartbeatConfig {
            artifacts: artifacts.to_owned(),
            topic: "data".to_owned(),
            label: label.to_owned(),
            every: BEAT,
        })
    }

    /// Starts a heartbeat; writes its first line before it returns.
    pub fn start_with(config: &HeartbeatConfig) -> Result<Self, Error> {
        let topic = &config.topic;
        let is_topic = topic.len() <= 64
            && !topic.contains(['/', '.'])
            && !topic.bytes().any(|it| it.is_ascii_uppercase())
            && name::fault(topic).is_none();
        if !is_topic {
            return Err(Error::TopicNotPortable {
                topic: topic.clone(),
            });
        }
        let (now, began) = (Timestamp::now(), Instant::now());
        let id = RunId::new(now);
        let run = id
            .as_str()
            .rsplit('-')
            .next()
            .unwrap_or_default()
            .to_owned();
        let mut state = State {
            journal: Journal::new(config.artifacts.join(topic), run, &config.label),
            began,
            ended: false,
            trouble: None,
        };
        state
            .journal
            .write(now, Duration::ZERO, Event::Start, None)?;
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            ended: Condvar::new(),
        });
        let beating = Arc::clone(&shared);
        let every = config.every;
        let thread = std::thread::Builder::new()
            .name("heartbeat".to_owned())
            .spawn(move || beating.beat(every))
            .map_err(|source| Error::Unwatchable { source })?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// Records that the next phase begins, for example `apply 3/12`.
    pub fn phase(&self, phase: &str) {
        let mut state = self.shared.lock();
        state.journal.set_phase(phase);
        state.write(Event::Phase, None);
    }

    /// Measures the memory of this process instead of our own.
    pub fn watch(&self, pid: u32) {
        self.shared.lock().journal.watch(pid);
    }

    /// Records the outcome in the last line; returns the first error that
    /// kept a line from being written, if any.
    pub fn finish(mut self, outcome: &str) -> Option<Error> {
        self.end(outcome);
        self.shared.lock().trouble.take()
    }

    fn end(&mut self, outcome: &str) {
        {
            let mut state = self.shared.lock();
            if state.ended {
                return;
            }
            state.ended = true;
            state.write(Event::End, Some(outcome));
            state.sync();
        }
        self.shared.ended.notify_all();
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.end("aborted");
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn beat(&self, every: Duration) {
        let mut state = self.lock();
        let mut due = state.began + every;
        while !state.ended {
            let wait = due.saturating_duration_since(Instant::now());
            if !wait.is_zero() {
                state = self
                    .ended
                    .wait_timeout(state, wait)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0;
                continue;
            }
            state.write(Event::Beat, None);
            state.sync();
            // After a suspended machine wakes up, one beat is enough.
            while due <= Instant::now() {
                due += every.max(Duration::from_millis(1));
            }
        }
    }
}

impl State {
    fn write(&mut self, event: Event, outcome: Option<&str>) {
        let elapsed = self.began.elapsed();
        let written = self
            .journal
            .write(Timestamp::now(), elapsed, event, outcome);
        self.remember(written);
    }

    fn sync(&mut self) {
        let synced = self.journal.sync();
        self.remember(synced);
    }

    fn remember(&mut self, result: Result<(), Error>) {
        if let (Err(error), None) = (result, &self.trouble) {
            self.trouble = Some(error);
        }
    }
}
