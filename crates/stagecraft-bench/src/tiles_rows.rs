//! The rows that the tiles are timed over: made by the seed, up to this day.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use stagecraft_catalog::Filter;
use stagecraft_copy::{LoadOptions, Mode, Plain, Rows, Silent};
use stagecraft_seed::{Dataset, Profile, SeedConfig};

use crate::layer::{Layer, Trouble};

const PROFILE: &str = include_str!("../sql/tiles.toml");
/// What cannot be made as a row.
const REST: &str = include_str!("../sql/tiles_load.sql");

/// Fills the data layer.
///
/// Triggers are off while rows are loaded: they would reopen conversations and
/// write an audit trail that no tile shows.
pub(crate) async fn fill(layer: &Layer) -> Result<(), Trouble> {
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let text = PROFILE
        .replace("{today}", &today.to_string())
        .replace("{quarter}", &today.checked_sub(90.days())?.to_string())
        .replace("{half}", &today.checked_sub(180.days())?.to_string());
    let profile = Profile::parse("tiles.toml", &text)?;
    let client = layer.session.client();
    let snapshot = stagecraft_connect::snapshot::read(client, &Filter::default()).await?;
    if let Some(wrong) = profile.check(&snapshot).first() {
        return Err(format!("tiles.toml does not fit: {}", wrong.message).into());
    }
    let tables = stagecraft_seed::own_tables(&snapshot);
    let config = SeedConfig {
        scale: Some("tiles".to_owned()),
        ..SeedConfig::default()
    };
    let prepared =
        stagecraft_seed::prepare(client, &snapshot, &tables, &profile, &config, false).await?;
    if let Some(refused) = prepared.row_by_row.first() {
        return Err(format!("{}: {}", refused.table, refused.refusal).into());
    }
    let dataset = Arc::new(prepared.dataset);
    let rows: Arc<dyn Rows> = Arc::<Dataset>::clone(&dataset);
    let options = LoadOptions {
        jobs: 2,
        without_triggers: true,
        ..LoadOptions::new(Mode::Append)
    };
    let mut admin = layer.sandbox.admin_config();
    admin.dbname("postgres");
    let job = dataset.job(&snapshot);
    stagecraft_copy::load(Arc::new(Plain(admin)), job, rows, options, Arc::new(Silent)).await?;
    layer.run("tiles_load.sql", REST).await
}
