//! The umbrella command as a person meets it: real projects, real servers.

mod bundles;
mod cases;
mod interrupts;
mod support;
