//! Snapshots of real servers.

mod cases;
mod databases;
mod dump;
mod laws;
mod robustness;
