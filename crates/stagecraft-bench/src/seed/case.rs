//! What is loaded: three schemas, each with a profile that says how many rows.

use std::sync::Arc;

use stagecraft_catalog::{Filter, Snapshot};
use stagecraft_copy::{Connect as _, Job, Mode, Plain};
use stagecraft_sandbox::Sandbox;
use stagecraft_seed::{Dataset, Profile, SeedConfig};
use tokio_postgres::{Client, Config};

use crate::layer::Trouble;

/// One schema.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
    pub(super) profile: &'static str,
    pub(super) modes: &'static [Mode],
}

pub(super) const NARROW: &str = include_str!("../../sql/seed_narrow.sql");

pub(super) const CASES: [Case; 3] = [
    Case {
        name: "narrow, 5 columns",
        sql: NARROW,
        profile: "version = 1\n[table.\"bench.narrow\"]\nrows = 1_500_000\n",
        modes: &[Mode::Append, Mode::Replace],
    },
    Case {
        name: "wide, 30 columns",
        sql: include_str!("../../sql/seed_wide.sql"),
        profile: "version = 1\n[table.\"bench.wide\"]\nrows = 300_000\n",
        modes: &[Mode::Append, Mode::Replace],
    },
    Case {
        name: "facts with keys, indexes, checks",
        sql: include_str!("../../sql/seed_facts.sql"),
        profile: "version = 1\n[tenants]\nroot = \"bench.tenants\"\n\
            [scales]\nbench = { tenants = 20 }\n\
            [table.\"bench.products\"]\nrows = 2_000\n\
            [table.\"bench.orders\"]\nrows = 500_000\n",
        modes: &[Mode::Replace],
    },
];

/// A schema in a database of its own, and the rows for it.
pub(super) struct Stage {
    /// Of the role that loads.
    pub(super) config: Config,
    /// Of the server's superuser.
    pub(super) admin: Client,
    pub(super) dataset: Arc<Dataset>,
    pub(super) job: Job,
}

impl Stage {
    /// Makes a database for the schema, and what its rows are made by.
    pub(super) async fn set(
        sandbox: &Sandbox,
        case: &Case,
        number: usize,
    ) -> Result<Self, Trouble> {
        let name = format!("seed_{number}");
        let template = connect(sandbox.admin_config().dbname("template1")).await?;
        let create = format!("create database {name} template postgres owner postgres");
        template.batch_execute(&create).await?;
        let mut config = sandbox.config();
        config.dbname(&name);
        let client = connect(&config).await?;
        client.batch_execute(case.sql).await?;
        let (dataset, job) = rows(&client, case.profile).await?;
        Ok(Self {
            admin: connect(sandbox.admin_config().dbname(&name)).await?,
            config,
            dataset: Arc::new(dataset),
            job,
        })
    }

    /// Returns how many rows all tables get.
    pub(super) fn rows(&self) -> u64 {
        self.job.tables.iter().map(|it| it.rows).sum()
    }

    /// Empties every table and forgets what was loaded.
    pub(super) async fn clear(&self) -> Result<(), Trouble> {
        let names: Vec<_> = self
            .job
            .tables
            .iter()
            .map(|it| it.name.to_string())
            .collect();
        let sql = format!(
            "drop schema if exists stagecraft_seed cascade; truncate {}",
            names.join(", ")
        );
        self.admin.batch_execute(&sql).await?;
        self.admin.batch_execute("checkpoint").await?;
        Ok(())
    }
}

/// Returns what a profile makes for the tables of the schema `bench`.
pub(super) async fn rows(client: &Client, profile: &str) -> Result<(Dataset, Job), Trouble> {
    let snapshot: Snapshot = stagecraft_connect::snapshot::read(client, &Filter::default()).await?;
    let own = stagecraft_seed::own_tables(&snapshot);
    let tables: Vec<_> = own
        .into_iter()
        .filter(|it| it.schema.as_str() == "bench")
        .collect();
    let profile = Profile::parse("seed.toml", profile)?;
    let config = SeedConfig {
        scale: profile.scales.keys().next().cloned(),
        ..SeedConfig::default()
    };
    let prepared =
        stagecraft_seed::prepare(client, &snapshot, &tables, &profile, &config, false).await?;
    if let Some((table, refusal)) = prepared.plainer.first_key_value() {
        return Err(format!("{table} takes only plainer rows: {refusal:?}").into());
    }
    if let Some(left) = prepared.row_by_row.first() {
        return Err(format!("{} takes no rows", left.table).into());
    }
    let job = prepared.dataset.job(&snapshot);
    Ok((prepared.dataset, job))
}

pub(super) async fn connect(config: &Config) -> Result<Client, Trouble> {
    Plain(config.clone())
        .connect()
        .await
        .map_err(|error| error.to_string().into())
}
