//! The umbrella command as a person meets it: real projects, real servers.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

mod bundles;
mod canary;
mod cases;
mod concurrency;
mod data_layer;
mod interrupts;
mod other_layouts;
mod rls;
mod rls_init;
mod rollbacks;
mod seed_files;
mod seed_killed;
mod seeded_layer;
mod seeding;
mod seeds;
mod support;
mod undo;
