//! All sandboxes of this process, so that one call can end them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Error;
use crate::den::Den;
use crate::postmaster::Postmaster;

/// A folder that is ours and the server that runs in it, if one does.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) den: Den,
    pub(crate) server: Option<Postmaster>,
}

/// Empty once the sandbox has been ended, by whomever.
pub(crate) type Slot = Arc<Mutex<Option<Live>>>;

static SLOTS: Mutex<BTreeMap<String, Slot>> = Mutex::new(BTreeMap::new());
static CLOSED: AtomicBool = AtomicBool::new(false);

/// A poisoned lock only means that a thread panicked: what it guards must be
/// cleaned up all the more.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers a folder; refused once the process is ending.
pub(crate) fn add(den: Den) -> Result<Slot, Error> {
    let mut slots = locked(&SLOTS);
    if CLOSED.load(Ordering::SeqCst) {
        drop(den.remove());
        return Err(Error::Interrupted);
    }
    let id = den.id().to_owned();
    let slot = Arc::new(Mutex::new(Some(Live { den, server: None })));
    slots.insert(id, Arc::clone(&slot));
    Ok(slot)
}

/// Forgets a folder.
pub(crate) fn forget(id: &str) {
    locked(&SLOTS).remove(id);
}

/// Ends a server and removes its folder.
pub(crate) fn end(live: Live) -> std::io::Result<()> {
    if let Some(mut server) = live.server {
        server.stop_at_once();
    }
    live.den.remove()
}

/// Ends all sandboxes of this process and removes their folders; waits until
/// it is done.
///
/// For a process that is about to exit without dropping its values: from now
/// on every start fails with [`Error::Interrupted`].
pub fn cleanup_all() {
    CLOSED.store(true, Ordering::SeqCst);
    let slots = std::mem::take(&mut *locked(&SLOTS));
    for slot in slots.values() {
        let live = locked(slot).take();
        if let Some(live) = live {
            // What can't be removed now is swept by the next start.
            drop(end(live));
        }
    }
}
