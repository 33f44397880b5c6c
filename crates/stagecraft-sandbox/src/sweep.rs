//! Takes away what dead processes left behind.

use crate::about::AboutFile;
use crate::den::{Den, RunDir};
use crate::processes;

/// Removes every sandbox whose owner is gone, unless it is kept and its server
/// lives. Returns how many. Never touches one whose owner lives.
pub(crate) fn sweep(run_dir: &RunDir) -> usize {
    run_dir
        .ids()
        .iter()
        .filter_map(|id| Den::take_over(run_dir, id))
        .filter(|den| !is_kept_alive(den))
        .filter_map(|den| remove(den).ok())
        .count()
}

fn is_kept_alive(den: &Den) -> bool {
    AboutFile::read(&den.about()).is_some_and(|it| it.about.kept)
        && !processes::servers_of(&den.data()).is_empty()
}

/// Ends a sandbox's server and removes its folder.
pub(crate) fn remove(den: Den) -> std::io::Result<()> {
    processes::end_servers_of(&den.data());
    den.remove()
}
