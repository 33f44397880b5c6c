//! How every command of Stagecraft speaks: exit codes, formats, tables,
//! findings, progress.
//!
//! stdout is data, stderr is talk. Libraries below the commands never print.
//!
//! **Invariant:** this crate decides how something looks, never what is true.

mod exit;
mod findings;
mod palette;
mod progress;
mod scrub;
mod table;
mod terminal;
mod tool;

pub use exit::ExitStatus;
pub use findings::{Sources, render_findings};
pub use palette::Palette;
pub use progress::Progress;
pub use table::{Align, Table};
pub use terminal::{ColorChoice, Format, GlobalArgs, Terminal};
pub use tool::{Tool, command_of, run_tool};
