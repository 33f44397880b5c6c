//! `stagecraft seed verify`: every row, made again and compared.

use clap::Args;
use stagecraft_model::Failure;
use stagecraft_seed::{again, crossings, recall};
use stagecraft_terminal::{ExitStatus, Terminal};

use super::args::WhatArgs;
use super::document::{VERIFIED_SCHEMA, Verified, verdict};
use super::load::comparing;
use super::place::WhereArgs;
use super::plan::tables;
use super::{Error, show};
use crate::output;

/// What to compare, and where
#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    what: WhatArgs,
    #[command(flatten)]
    at: WhereArgs,
}

impl VerifyArgs {
    /// Makes every row again and compares it.
    pub(super) async fn run(self, terminal: &Terminal) -> Result<ExitStatus, Failure> {
        if !self.at.is_target() {
            return Err(Error::NothingLoaded.into());
        }
        let (profile, _) = self.what.profile(terminal)?;
        let place = self.at.open(&self.what.project, terminal).await?;
        let verified = place
            .finish(async |place| {
                let inputs = recall(&place.client, false).await?;
                let inputs = inputs.ok_or(Error::NothingLoaded)?;
                if inputs.profile != profile.digest() {
                    return Err(Error::OtherProfile.into());
                }
                let tables = tables(&place.snapshot)?;
                let dataset = again(&place.snapshot, &tables, &profile, &inputs);
                let tables = comparing(place, &dataset, &inputs.rewritten(), terminal).await?;
                let crossings = crossings(&place.client, &dataset).await?;
                Ok(Verified {
                    database: place.name.clone(),
                    fingerprint: dataset.fingerprint(),
                    verdict: verdict(Some(&tables), &crossings),
                    tables,
                    crossings,
                })
            })
            .await?;
        let Some(verified) = verified else {
            return Ok(ExitStatus::Other(130));
        };
        output::print(VERIFIED_SCHEMA, &verified, terminal, || {
            show::verified(&verified, terminal.palette())
        });
        Ok(verified.verdict.into())
    }
}
