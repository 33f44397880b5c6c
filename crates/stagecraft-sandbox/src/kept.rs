//! Sandboxes that stay until they are stopped by name.

use crate::about::{AboutFile, SandboxAbout};
use crate::account::Account;
use crate::den::{Den, RunDir};
use crate::postmaster::is_served;
use crate::sandbox::{Address, Tcp};
use crate::{Error, SandboxConfig, sweep};

/// A sandbox that runs on without a process that owns it.
#[derive(Debug)]
pub struct KeptSandbox {
    about: SandboxAbout,
    address: Address,
}

impl KeptSandbox {
    pub(crate) fn new(about: SandboxAbout, address: Address) -> Self {
        Self { about, address }
    }

    /// Returns what is known about it.
    pub fn about(&self) -> &SandboxAbout {
        &self.about
    }

    /// Returns the URL of role `postgres`.
    pub fn url(&self) -> String {
        self.address.url()
    }
}

/// Returns the kept sandboxes whose server runs.
pub(crate) fn kept(run_dir: &RunDir) -> Vec<KeptSandbox> {
    run_dir
        .ids()
        .iter()
        .filter_map(|id| {
            let folder = run_dir.path().join(id);
            let file = AboutFile::read(&run_dir.path().join(format!("{id}.json")))?;
            if !file.about.kept || !is_served(&folder.join("data")) {
                return None;
            }
            let tcp = file
                .about
                .tcp_port
                .zip(file.password)
                .map(|(port, password)| Tcp { port, password });
            Some(KeptSandbox::new(file.about, Address { folder, tcp }))
        })
        .collect()
}

/// Returns a kept sandbox of this configuration, if there is one.
pub(crate) fn matching(run_dir: &RunDir, config: &SandboxConfig) -> Option<KeptSandbox> {
    kept(run_dir).into_iter().find(|it| {
        let about = &it.about;
        about.major == config.major
            && about.platform == config.platform
            && about.owner_memberships == config.owner_memberships
            && about.tcp_port.is_some() == config.tcp
    })
}

/// Returns all sandboxes of this user, kept or owned by a living process.
pub(crate) fn all(run_dir: &RunDir) -> Vec<SandboxAbout> {
    run_dir
        .ids()
        .iter()
        .filter_map(|id| AboutFile::read(&run_dir.path().join(format!("{id}.json"))))
        .map(|it| it.about)
        .collect()
}

/// Stops a kept sandbox by name, or the only one, or all; returns their names.
pub(crate) fn stop(
    config: &SandboxConfig,
    id: Option<&str>,
    every: bool,
) -> Result<Vec<String>, Error> {
    let run_dir = RunDir::open(config, &Account::choose()?)?;
    sweep::sweep(&run_dir);
    let ids: Vec<_> = kept(&run_dir).into_iter().map(|it| it.about.id).collect();
    let chosen: Vec<_> = match id {
        Some(id) if ids.iter().any(|it| it == id) => vec![id.to_owned()],
        Some(id) => return Err(Error::UnknownSandbox { id: id.to_owned() }),
        None if !every && ids.len() > 1 => return Err(Error::Ambiguous { ids }),
        None => ids,
    };
    for id in &chosen {
        if let Some(den) = Den::take_over(&run_dir, id) {
            let path = den.folder();
            sweep::remove(den).map_err(|source| Error::RunDirUnwritable { path, source })?;
        }
    }
    Ok(chosen)
}
