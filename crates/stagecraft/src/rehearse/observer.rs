//! What a rehearsal tells while it runs.

use super::document::MigrationAct;

/// Something that happened.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// The sandbox is being made.
    SandboxStarting {
        /// Major version.
        major: u16,
    },
    /// The sandbox answers.
    SandboxReady {
        /// The server's own full version.
        version: &'a str,
        /// Milliseconds it took.
        elapsed_ms: u64,
    },
    /// A migration begins.
    MigrationStarted {
        /// From 1.
        number: usize,
        /// Of so many.
        total: usize,
        /// The file, relative to the project.
        path: &'a str,
    },
    /// The row security contract is being checked.
    ContractStarted,
    /// A migration ended, well or not.
    MigrationEnded {
        /// What it did.
        act: &'a MigrationAct,
    },
}

/// Hears what a rehearsal does.
pub trait Observer {
    /// Called in order, from one task.
    fn event(&self, event: Event<'_>);
}

/// Hears nothing.
impl Observer for () {
    fn event(&self, _event: Event<'_>) {}
}
