//! Filling real servers.
