//! Ends all sandboxes when a signal ends the process.

use std::sync::OnceLock;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::{Error, cleanup_all};

static INSTALLED: OnceLock<()> = OnceLock::new();

/// From now on SIGINT, SIGTERM and SIGHUP first end all sandboxes of this
/// process and then do what they do by default.
///
/// For programs that have nothing else to finish; one that has calls
/// [`cleanup_all`] itself. Calling it twice is fine.
pub fn stop_on_signals() -> Result<(), Error> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])
        .map_err(|source| Error::SignalHandler { source })?;
    if INSTALLED.set(()).is_err() {
        return Ok(());
    }
    std::thread::spawn(move || {
        for signal in signals.forever() {
            cleanup_all();
            drop(signal_hook::low_level::emulate_default_handler(signal));
        }
    });
    Ok(())
}
