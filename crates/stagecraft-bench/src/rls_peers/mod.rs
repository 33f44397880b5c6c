//! Planted holes of row security: which are found, by ours, by a linter, and by
//! the platform's advisors.
//!
//! Everybody is asked about the database with the hole and about its mended
//! twin. A hole is found when something is said of it that is not said of the
//! twin, however grave; that is kind to all. What is said of cost and style
//! does not count.

mod case;
mod peers;
mod report;
mod said;

use stagecraft_apply::Session;
use stagecraft_rls::check;
use stagecraft_sandbox::{Sandbox, SandboxConfig};
use stagecraft_terminal::Terminal;

use crate::layer::Trouble;
use case::{Case, Twin, cases, prelude};
use peers::Peers;
use report::{Report, Row};
use said::Said;

/// Plants every hole whose name holds `only`.
pub(crate) async fn bench(
    major: u16,
    only: Option<&str>,
    terminal: &Terminal,
) -> Result<Report, Trouble> {
    let cases = cases(only.unwrap_or_default())?;
    terminal.say("rls-peers: fetching the peers");
    let peers = Peers::fetch().await?;
    let stage = Stage::start(major).await?;
    let progress = terminal.progress("holes", cases.len() as u64);
    let mut rows = Vec::new();
    for case in &cases {
        progress.message(case.name.clone());
        let hole = stage.ask(case, Twin::Hole, &peers).await?;
        let mended = stage.ask(case, Twin::Mended, &peers).await?;
        rows.push(Row::new(case, &hole, mended));
        progress.step();
    }
    progress.finish();
    stage.sandbox.stop().await?;
    Ok(Report { rows })
}

/// What the contenders say, in the order of [`report::CONTENDERS`].
type Opinions = [Said; 3];

struct Stage {
    sandbox: Sandbox,
    /// Connected to none of the cases' databases.
    admin: Session,
}

impl Stage {
    async fn start(major: u16) -> Result<Self, Trouble> {
        let sandbox = Sandbox::start(&SandboxConfig::new(major).with_tcp()).await?;
        let owner = Session::connect_plain(&sandbox.config()).await?;
        owner.client().batch_execute(&prelude()?).await?;
        drop(owner);
        let admin = Session::connect_plain(sandbox.admin_config().dbname("template1")).await?;
        Ok(Self { sandbox, admin })
    }

    async fn ask(&self, case: &Case, twin: Twin, peers: &Peers) -> Result<Opinions, Trouble> {
        for statement in [
            "drop database if exists bed with (force)",
            "create database bed template postgres owner postgres",
            "drop role if exists bed_auditor, bed_staff, bed_clerk",
        ] {
            self.admin.client().batch_execute(statement).await?;
        }
        let owner = Session::connect_plain(self.sandbox.config().dbname("bed")).await?;
        for script in case.scripts(twin)? {
            owner.client().batch_execute(&script).await?;
        }
        let declared = case.declared(twin)?;
        let checked = check(owner.client(), &declared, "2026-01-01".parse()?).await?;
        let url = self.sandbox.url();
        let url = url.rsplit_once('/').map_or(url.as_str(), |it| it.0);
        let url = format!("{url}/bed");
        let (pgrls, advisors) = tokio::try_join!(peers.pgrls(&url), peers.advisors(&url))?;
        Ok([Said::of(&checked), pgrls, advisors])
    }
}
