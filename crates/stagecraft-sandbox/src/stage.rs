//! A registered folder: ended when dropped, or by `cleanup_all`, whichever
//! comes first.

use crate::Error;
use crate::account::Account;
use crate::den::{Den, RunDir};
use crate::registry::{self, Live, Slot, locked};

/// A folder of ours and the server in it.
#[derive(Debug)]
pub(crate) struct Stage {
    id: String,
    slot: Slot,
}

impl Stage {
    /// Makes and registers a new folder.
    pub(crate) fn create(run_dir: &RunDir, account: &Account) -> Result<Self, Error> {
        let den = Den::create(run_dir, account)?;
        let id = den.id().to_owned();
        let slot = registry::add(den)?;
        Ok(Self { id, slot })
    }

    /// Returns the sandbox's name.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Works on the folder and its server; nobody ends them meanwhile.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Live) -> Result<T, Error>,
    ) -> Result<T, Error> {
        locked(&self.slot)
            .as_mut()
            .map_or(Err(Error::Interrupted), work)
    }

    /// Ends the server and removes the folder.
    pub(crate) fn end(self) -> std::io::Result<()> {
        self.take().map_or(Ok(()), registry::end)
    }

    /// Gives the folder and the server away, still running.
    pub(crate) fn release(self) -> Option<Live> {
        self.take()
    }

    fn take(&self) -> Option<Live> {
        registry::forget(&self.id);
        locked(&self.slot).take()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(live) = self.take() {
            // What can't be removed now is swept by the next start.
            drop(registry::end(live));
        }
    }
}
