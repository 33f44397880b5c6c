//! A sandbox, a database that is empty again for each run, and who counts what
//! was left in it.

use stagecraft_apply::Session;
use stagecraft_sandbox::{Platform, Sandbox, SandboxConfig};

use super::{Checks, Left};
use crate::layer::Trouble;

const SCHEMA: &str = include_str!("../../sql/seed_peers.sql");
const DROP_CHECKS: &str = include_str!("../../sql/seed_peers_drop_checks.sql");
const JUDGE: &str = include_str!("../../sql/seed_peers_judge.sql");
const DATABASE: &str = "seeded";
/// The columns of the judge that come before those of the CHECKs.
const COUNTS: usize = 4;

pub(super) struct Stage {
    sandbox: Sandbox,
    /// Connected to none of the seeded databases.
    admin: Session,
}

impl Stage {
    /// Nothing but the schema is in it: no peer has to tell it from a platform.
    pub(super) async fn start(major: u16) -> Result<Self, Trouble> {
        let config = SandboxConfig::new(major).with_platform(Platform::Bare);
        let sandbox = Sandbox::start(&config.with_tcp()).await?;
        let admin = Session::connect_plain(sandbox.admin_config().dbname("template1")).await?;
        Ok(Self { sandbox, admin })
    }

    pub(super) async fn stop(self) -> Result<(), Trouble> {
        Ok(self.sandbox.stop().await?)
    }

    /// Returns the version of the server.
    pub(super) fn server(&self) -> &str {
        &self.sandbox.server().version
    }

    /// Makes the database anew, and returns its URL.
    pub(super) async fn fresh(&self, checks: Checks) -> Result<String, Trouble> {
        for statement in [
            format!("drop database if exists {DATABASE} with (force)"),
            format!("create database {DATABASE} template template0 owner postgres"),
            "checkpoint".to_owned(),
        ] {
            self.admin.client().batch_execute(&statement).await?;
        }
        let owner = Session::connect_plain(self.sandbox.config().dbname(DATABASE)).await?;
        owner.client().batch_execute(SCHEMA).await?;
        if checks == Checks::Dropped {
            owner.client().batch_execute(DROP_CHECKS).await?;
        }
        let url = self.sandbox.url();
        let url = url.rsplit_once('/').map_or(url.as_str(), |it| it.0);
        Ok(format!("{url}/{DATABASE}"))
    }

    /// Counts the rows, and those that are wrong.
    pub(super) async fn judge(&self) -> Result<Left, Trouble> {
        let owner = Session::connect_plain(self.sandbox.config().dbname(DATABASE)).await?;
        let row = owner.client().query_one(JUDGE, &[]).await?;
        let count = |column: usize| u64::try_from(row.get::<_, i64>(column)).unwrap_or(0);
        let broken = row.columns().iter().enumerate().skip(COUNTS);
        Ok(Left {
            rows: count(0) + count(1) + count(2),
            orders: count(2),
            strays: count(3),
            broken: broken
                .map(|(place, it)| (it.name().to_owned(), count(place)))
                .collect(),
        })
    }
}
