//! Indexes that come back while rows are written: each built and dropped
//! `CONCURRENTLY`, which no transaction can do.

use stagecraft_catalog::{Kind, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::QualifiedName;

use crate::Statement;
use crate::context::is_partitioned;

/// Such a build waits until every transaction has ended that may still see the
/// table, and nobody waits for it meanwhile: it may wait longer than a lock
/// that rows are written under. The rest is what definitions are read by.
const SETTINGS: [(&str, &str); 5] = [
    ("lock_timeout", "'5min'"),
    ("row_security", "off"),
    ("datestyle", "'ISO, MDY'"),
    ("intervalstyle", "'postgres'"),
    ("timezone", "'UTC'"),
];

/// Returns the settings of the session that [`concurrently`] runs under.
pub fn session_settings() -> Vec<String> {
    SETTINGS
        .map(|(name, value)| format!("set {name} = {value}"))
        .to_vec()
}

/// Returns what takes [`session_settings`] back.
pub fn session_resets() -> Vec<String> {
    SETTINGS.map(|(name, _)| format!("reset {name}")).to_vec()
}

/// Returns a way back from `left` to `before` as statements of no transaction,
/// which can be run again where they were interrupted; nothing where it does
/// more than make and drop plain indexes, or makes none.
pub fn concurrently(
    way: &[Statement],
    before: &Snapshot,
    left: &Snapshot,
) -> Option<Vec<Statement>> {
    let mut all: Vec<Statement> = Vec::new();
    let mut makes = false;
    for statement in way {
        let name = index(statement.about.as_ref()?)?;
        let with = |sql: String| Statement {
            sql,
            ..statement.clone()
        };
        let drop = with(format!("drop index concurrently if exists {name}"));
        let sql = statement.sql.as_str();
        if let Some(definition) = definition(sql) {
            is_plain(&name, before).then_some(())?;
            makes = true;
            // An attempt that failed leaves one behind that is not valid.
            if !all.iter().any(|it| it.sql == drop.sql) {
                all.push(drop);
            }
            all.push(with(definition));
        } else if sql == format!("drop index if exists {name}") {
            is_plain(&name, left).then_some(())?;
            all.push(drop);
        } else if says_something(sql) {
            all.push(statement.clone());
        } else {
            return None;
        }
    }
    makes.then_some(all)
}

fn index(object: &ObjectId) -> Option<QualifiedName> {
    (object.kind == Kind::Index).then(|| QualifiedName::of_name(&object.name))?
}

/// Writes the server's own `CREATE INDEX` as one that lets rows be written.
fn definition(sql: &str) -> Option<String> {
    let heads = ["CREATE INDEX ", "CREATE UNIQUE INDEX "];
    heads.iter().find_map(|head| {
        let rest = sql.strip_prefix(head)?;
        Some(format!("{head}CONCURRENTLY {rest}"))
    })
}

/// Returns whether an index is neither a constraint's nor a partitioned
/// table's.
fn is_plain(name: &QualifiedName, snapshot: &Snapshot) -> bool {
    snapshot.indexes.get(name).is_some_and(|index| {
        let relation = QualifiedName {
            schema: index.schema.clone(),
            name: index.table.clone(),
        };
        index.constraint.is_none() && !is_partitioned(snapshot, &relation)
    })
}

/// Returns whether a statement says something of an index that is there, and
/// may say it twice.
fn says_something(sql: &str) -> bool {
    sql.starts_with("comment on index ")
        || (sql.starts_with("alter index ") && sql.contains(" set statistics "))
}
