//! Values copied before the migration and compared after it.

use stagecraft_catalog::Snapshot;

use super::KeptTable;
use super::image::image;
use super::key::source;
use super::shape::Shape;

/// The table of what is kept: a key, what a row was (nothing when the
/// migration inserted it), what it was left as (nothing when it was deleted).
pub(crate) fn place(kept: &KeptTable) -> Vec<String> {
    vec![
        format!("drop table if exists {}", kept.place),
        format!(
            "create table {} (key jsonb not null, was jsonb, left_as jsonb)",
            kept.place
        ),
    ]
}

/// Returns the statements that copy what is to be compared.
pub(crate) fn before(kept: &KeptTable, columns: &[String], snapshot: &Snapshot) -> Vec<String> {
    let mut sql = place(kept);
    let was = snapshot.columns_of(&kept.relation);
    let values: Vec<_> = was
        .iter()
        .filter(|it| it.generated.is_none())
        .filter(|it| columns.is_empty() || columns.iter().any(|name| name == it.name.as_str()))
        .map(|it| (it.name.clone(), it.name.clone()))
        .collect();
    let own: Vec<_> = was
        .iter()
        .map(|it| (it.name.clone(), it.name.clone()))
        .collect();
    let source = source(&kept.relation, &kept.key, &own, &was);
    sql.push(format!(
        "insert into {} (key, was)\nselect {}, {}\nfrom {}",
        kept.place,
        source.key,
        image("t", &values),
        source.from
    ));
    sql
}

/// Returns the statements that note what the migration left, and forget what
/// it did not change.
pub(crate) fn after(
    kept: &KeptTable,
    columns: &[String],
    before: &Snapshot,
    after: &Snapshot,
) -> Vec<String> {
    let Some(shape) = Shape::of(kept, before, after) else {
        return Vec::new();
    };
    let place = &kept.place;
    let common = image("t", &shape.common(columns));
    let source = source(&shape.now, &kept.key, &shape.pairs, &shape.is);
    let mut sql = vec![format!(
        "update {place} as k\nset left_as = {common}\nfrom {}\nwhere {}",
        source.from, source.matches
    )];
    if columns.is_empty() {
        sql.push(format!(
            "insert into {place} (key, left_as)\nselect {}, {common}\nfrom {}\n\
             where not exists (select from {place} as k where k.key = {})",
            source.key, source.from, source.key
        ));
    }
    sql.extend(forget(place));
    sql
}

/// Keeps of a row that is still there only the values that differ.
pub(crate) fn forget(place: &stagecraft_model::QualifiedName) -> Vec<String> {
    vec![
        format!(
            "update {place}\nset was = (\n    select pg_catalog.jsonb_object_agg(v.key, v.value)\n    \
             from pg_catalog.jsonb_each(was) as v\n    \
             where v.value is distinct from left_as -> v.key\n  ),\n  left_as = (\n    \
             select coalesce(pg_catalog.jsonb_object_agg(v.key, v.value), '{{}}')\n    \
             from pg_catalog.jsonb_each(left_as) as v\n    \
             where v.value is distinct from was -> v.key\n  )\n\
             where was is not null and left_as is not null"
        ),
        format!("delete from {place} where was is null and (left_as is null or left_as = '{{}}')"),
    ]
}
