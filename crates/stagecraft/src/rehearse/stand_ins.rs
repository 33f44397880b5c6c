//! Which stand-ins a run relied on: created by a migration, or already there
//! in a new project and named by one.

use std::collections::BTreeMap;

use stagecraft_apply::Session;
use stagecraft_plan::Project;

use super::blocked::contains_word;

/// Extensions with the schemas that their members stand in.
const QUERY: &str = "\
select e.extname::text, coalesce(array_agg(distinct n.nspname::text) filter (where n.nspname is not null), '{}')
from pg_catalog.pg_extension e
left join pg_catalog.pg_depend d
  on d.refclassid = 'pg_catalog.pg_extension'::regclass and d.refobjid = e.oid
  and d.deptype = 'e' and d.classid = 'pg_catalog.pg_proc'::regclass
left join pg_catalog.pg_proc p on p.oid = d.objid
left join pg_catalog.pg_namespace n on n.oid = p.pronamespace
group by e.extname";

/// Schemas that many extensions share: naming one says nothing.
const SHARED: &[&str] = &["public", "extensions", "pg_catalog"];

/// The schemas of each extension that exists.
pub(super) type Extensions = BTreeMap<String, Vec<String>>;

/// Reads the extensions that exist.
pub(super) async fn read(session: &Session) -> Result<Extensions, tokio_postgres::Error> {
    let rows = session.client().query_typed(QUERY, &[]).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Returns the stand-ins among `names` that the project relied on.
pub(super) fn used(
    names: &[String],
    before: &Extensions,
    after: &Extensions,
    project: &Project,
) -> Vec<String> {
    let texts: Vec<String> = project
        .migrations
        .iter()
        .map(|it| it.sql.to_lowercase())
        .collect();
    names
        .iter()
        .filter(|name| match (before.get(*name), after.get(*name)) {
            (None, Some(_)) => true,
            (Some(schemas), _) => texts.iter().any(|sql| names_one(sql, name, schemas)),
            (None, None) => false,
        })
        .cloned()
        .collect()
}

fn names_one(sql: &str, name: &str, schemas: &[String]) -> bool {
    contains_word(sql, name)
        || schemas
            .iter()
            .filter(|it| !SHARED.contains(&it.as_str()))
            .any(|schema| sql.contains(&format!("{schema}.")))
}
