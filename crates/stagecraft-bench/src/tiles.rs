//! The tiles of the dashboard over half a year's rows, as a member of the biggest
//! shop sees them: with row-level security, against their own budgets.

use std::collections::BTreeMap;
use std::time::Instant;

use stagecraft_apply::{Session, SqlFailure};
use stagecraft_terminal::Terminal;
use tokio_postgres::SimpleQueryMessage;

use crate::figures::{Figure, Limit};
use crate::layer::{Layer, Trouble};
use crate::scans::{Relation, Size, big, sequential};
use crate::tile::Tile;
use crate::tiles_rows;

const SIZES: &str = "
    select n.nspname, c.relname, coalesce(pg_partition_root(c.oid), c.oid)::regclass::text,
      greatest(c.reltuples, 0)::float8
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm')";
/// The limit is what the platform gives this role.
const MEMBER: &str = "
    select set_config('request.jwt.claims',
      jsonb_build_object('role', 'authenticated', 'sub', user_id)::text, false)
    from public.shop_members
    where shop_id = (select shop_id from public.conversations group by 1 order by count(*) desc limit 1)
    order by user_id limit 1;
    set role authenticated;
    set statement_timeout = '8s'";

/// Times each tile `runs` times; a plan that reads a big table from start to
/// end does not hold, however fast it was.
pub(crate) async fn bench(
    major: u16,
    runs: usize,
    terminal: &Terminal,
) -> Result<Vec<Figure>, Trouble> {
    let tiles = Tile::read_all()?;
    let layer = Layer::start(major).await?;
    let progress = terminal.progress("tiles", 1 + tiles.len() as u64);
    progress.message("loading a million facts");
    tiles_rows::fill(&layer).await?;
    progress.step();
    let sizes = sizes(&layer.session).await?;
    become_member(&layer.session).await?;
    let mut figures = Vec::new();
    for tile in &tiles {
        progress.message(tile.name.clone());
        figures.push(
            time(&layer.session, tile, runs, &sizes)
                .await
                .map_err(|error| format!("tile {}: {error}", tile.name))?,
        );
        progress.step();
    }
    progress.finish();
    layer.sandbox.stop().await?;
    Ok(figures)
}

async fn sizes(session: &Session) -> Result<BTreeMap<Relation, Size>, Trouble> {
    let rows = session.client().query(SIZES, &[]).await?;
    rows.iter()
        .map(|row| {
            let relation = (row.try_get(0)?, row.try_get(1)?);
            let size = Size {
                root: row.try_get(2)?,
                rows: row.try_get(3)?,
            };
            Ok((relation, size))
        })
        .collect()
}

/// From now on the session is one member of the biggest shop, who sees that
/// shop and no other: otherwise the figures would say nothing of RLS.
async fn become_member(session: &Session) -> Result<(), Trouble> {
    session.client().batch_execute(MEMBER).await?;
    let row = session
        .client()
        .query_one("select count(*), current_user::text from public.shops", &[])
        .await?;
    let (shops, role): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
    if shops != 1 || role != "authenticated" {
        return Err(format!("a member must see one shop, but {role} sees {shops}").into());
    }
    Ok(())
}

async fn time(
    session: &Session,
    tile: &Tile,
    runs: usize,
    sizes: &BTreeMap<Relation, Size>,
) -> Result<Figure, Trouble> {
    let mut times = Vec::new();
    let mut rows = 0;
    for _ in 0..runs {
        let started = Instant::now();
        let messages = session
            .client()
            .simple_query(&tile.sql)
            .await
            .map_err(|error| format!("{:?}", SqlFailure::of(&error)))?;
        times.push(started.elapsed());
        rows = messages
            .iter()
            .filter(|it| matches!(it, SimpleQueryMessage::Row(_)))
            .count();
    }
    let plan = session
        .client()
        .query_one(
            &format!("explain (format json, verbose)\n{}", tile.sql),
            &[],
        )
        .await?;
    let mut wrong = big(&sequential(&plan.try_get(0)?), sizes);
    if rows == 0 {
        wrong.push("no row to show, so nothing was measured".to_owned());
    }
    let what = format!("tile {}, {rows} rows", tile.name);
    Ok(Figure::new(what, &times, Limit::P95(tile.budget)).objecting(wrong))
}
