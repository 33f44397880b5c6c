//! Rows into real servers.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod databases;
mod dropped;
mod every;
mod exactly_once;
mod late;
mod refusals;
mod replace;
mod same;
mod shards;
mod shop;
mod triggers;
mod unlogged;
