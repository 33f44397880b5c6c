//! The sandbox against real servers, real processes and real signals.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "test helpers"
)]

mod commands;
mod doctor;
mod ending;
mod extensions;
mod folders;
mod kept;
mod npm;
mod parallel;
mod platform;
mod support;
mod tcp;
