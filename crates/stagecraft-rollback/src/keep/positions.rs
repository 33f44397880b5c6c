//! Where sequences stood, and where the migration left them.

use stagecraft_catalog::{
    Kind, MemberName, Object as _, ObjectId, ObjectKey as _, Sequence, Snapshot,
};
use stagecraft_model::{QualifiedName, quote_literal};

use super::{Kept, SCHEMA, Strategy};

/// Returns the statement that notes where a sequence stands.
pub(crate) fn before(kept: &Kept) -> Vec<String> {
    let version = quote_literal(&kept.version);
    kept.sequences
        .iter()
        .map(|it| {
            let name = quote_literal(&it.to_string());
            format!(
                "insert into {SCHEMA}.positions (version, sequence, was_at, was_called)\n\
                 select {version}, {name}, last_value, is_called from {it}\n\
                 on conflict (version, sequence) do update\n\
                 set was_at = excluded.was_at, was_called = excluded.was_called, left_at = null, left_called = null"
            )
        })
        .collect()
}

/// Returns the statement that notes where the migration left a sequence.
pub(crate) fn after(kept: &Kept, before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let version = quote_literal(&kept.version);
    kept.sequences
        .iter()
        .filter_map(|it| {
            let now = now(it, before, after)?;
            let name = quote_literal(&it.to_string());
            Some(format!(
                "update {SCHEMA}.positions\n\
                 set (left_at, left_called) = (select last_value, is_called from {now})\n\
                 where version = {version} and sequence = {name}"
            ))
        })
        .collect()
}

/// Returns the statement that puts a sequence back where it stood: unless
/// numbers have been taken from it since, then the further of both counts.
///
/// Rows that had no number got the next ones: of such a column, its furthest
/// number counts as well.
pub(crate) fn restore(sequence: &Sequence, kept: &Kept) -> String {
    let name = sequence.name();
    let is_down = sequence.increment < 0;
    let order = if is_down { "asc" } else { "desc" };
    let furthest = if is_down { "min" } else { "max" };
    let numbered = sequence
        .owned_by
        .as_ref()
        .filter(|it| is_lost(it, kept))
        .map_or_else(String::new, |it| {
            let relation = it.relation();
            format!(
                "\n    union all select {furthest}({}), true, true from {relation}",
                it.name
            )
        });
    format!(
        "select pg_catalog.setval({text}, v.at, v.called)\n\
         from {name} as s\n\
         join {SCHEMA}.positions as p on p.version = {version} and p.sequence = {text}\n\
         cross join lateral (\n  \
         select v.at, v.called\n  \
         from (\n    \
         values (p.was_at, p.was_called, true), (s.last_value, s.is_called, false){numbered}\n  \
         ) as v (at, called, was)\n  \
         where v.at is not null\n    \
         and (v.was or (p.left_at, p.left_called) is distinct from (s.last_value, s.is_called))\n  \
         order by v.at {order}, v.called desc\n  \
         limit 1\n\
         ) as v",
        text = quote_literal(&name.to_string()),
        version = quote_literal(&kept.version),
    )
}

/// Returns whether the migration dropped a column of a table that stays.
fn is_lost(column: &MemberName, kept: &Kept) -> bool {
    kept.tables.iter().any(|it| {
        let names = |columns: &[String]| columns.iter().any(|it| it == column.name.as_str());
        it.relation == column.relation()
            && matches!(&it.strategy, Strategy::Difference { columns } if names(columns))
    })
}

/// Returns what a sequence is called after the migration, if it is there.
fn now(sequence: &QualifiedName, before: &Snapshot, after: &Snapshot) -> Option<QualifiedName> {
    let object = ObjectId {
        kind: Kind::Sequence,
        name: sequence.clone().into(),
    };
    let identity = before.identities.of(&object)?;
    let now = after.identities.object(Kind::Sequence, identity)?;
    QualifiedName::of_name(&now.name)
}
