//! SIGINT and SIGTERM as a request to wind up.

use stagecraft_terminal::Terminal;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Turns the first SIGINT or SIGTERM into a request to wind up; the second one
/// ends the process at once, its sandboxes removed. `first` is what is said at
/// the first.
pub(crate) fn on_signals(terminal: &Terminal, first: &'static str) -> watch::Receiver<bool> {
    let (sender, receiver) = watch::channel(false);
    let terminal = *terminal;
    tokio::spawn(async move {
        let (Ok(mut interrupt), Ok(mut terminate)) = (
            signal(SignalKind::interrupt()),
            signal(SignalKind::terminate()),
        ) else {
            return;
        };
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if *sender.borrow() {
                stagecraft_sandbox::cleanup_all();
                #[expect(clippy::exit, reason = "the person asked twice")]
                std::process::exit(130);
            }
            terminal.say(first);
            sender.send_replace(true);
        }
    });
    receiver
}
