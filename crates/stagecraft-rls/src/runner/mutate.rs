//! Running mutants: what is broken on the server, and whether a probe notices.

use serde::{Deserialize, Serialize};
use tokio_postgres::Client;

use super::answers::{answers, document};
use super::script::{CHECK, RESULTS};
use super::{Break, Script, Tried};
use crate::Error;

const MUTATE: &str = include_str!("mutate.sql");
const MUTANTS: &str = include_str!("mutants.sql");

/// What came of a break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fate {
    /// How it ended.
    pub status: FateStatus,
    /// The probe that noticed: its actor, command, object and form.
    #[serde(default)]
    pub killer: Option<String>,
    /// How many probes were tried.
    pub tried: u32,
    /// What the probe saw, or why the break could not be made.
    #[serde(default)]
    pub detail: Option<String>,
}

/// How a break ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FateStatus {
    /// A probe noticed.
    Killed,
    /// None did.
    Survived,
    /// The server refused to break it so.
    Stillborn,
}

/// Tries all probes, then all breaks one after the other, and undoes
/// everything. Takes ACCESS EXCLUSIVE locks: only for a database that nobody
/// else uses.
pub async fn mutate(
    client: &Client,
    script: &Script,
    breaks: &[Break],
) -> Result<(Tried, Vec<Fate>), Error> {
    let json = serde_json::to_string(breaks).map_err(Error::unreadable)?;
    let sql = format!(
        "{}\n{MUTATE}\n{CHECK}\n{RESULTS};\ninsert into rls_break (body) select jsonb_array_elements({}::jsonb);\ndo $$ begin perform pg_temp.rls_mutate(); end $$;\n{MUTANTS};",
        script.text(),
        stagecraft_model::quote_literal(&json),
    );
    // A fixture may select something, too.
    match answers(client, &sql).await?.as_slice() {
        [.., results, fates] => Ok((document(Some(results))?, document(Some(fates))?)),
        _ => Err(Error::Silent),
    }
}
