//! How an object of each kind is made, dropped, and made as it was.
//!
//! To add a kind, write `kinds/<kind>.rs` with its [`Restore`] and name it in
//! the dispatch below.

mod column;
mod composite_type;
mod constraint;
mod default_privilege;
mod domain;
mod enum_type;
mod event_trigger;
mod extension;
mod index;
mod inherited_grant;
mod materialized_view;
mod policy;
mod publication;
mod range_type;
mod routine;
mod rule;
mod schema;
mod sequence;
mod statistics;
mod table;
mod trigger;
mod view;

use stagecraft_catalog::{Kind, Object, ObjectId, ObjectKey, Options, Snapshot};
use stagecraft_model::quote_literal;

use crate::context::Context;
use crate::facets;

pub(crate) use column::{become_identity, default_value, define};
pub(crate) use constraint::has_index;
pub(crate) use publication::leaving;
pub(crate) use trigger::enable;

/// What turns an object that is there into the one that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// These statements; none where nothing but other objects differ.
    Alter(Vec<String>),
    /// It has to be dropped and made again.
    Recreate,
}

/// Making and unmaking an object; owner, grants and comment are not its part.
pub(crate) trait Restore: Object {
    /// Returns the statements that make it.
    fn create(&self, context: &Context<'_>) -> Vec<String>;

    /// Returns the statement that drops it from the catalog that it is in.
    fn drop(&self, snapshot: &Snapshot) -> Option<String>;

    /// Returns what makes `from`, which is there, into this one.
    fn alter(&self, from: &Self, context: &Context<'_>) -> Change;
}

macro_rules! dispatch {
    ($($kind:ident: $field:ident),* $(,)?) => {
        /// Returns the statements that make an object as it was, with owner,
        /// grants and comment.
        pub(crate) fn create(object: &ObjectId, context: &Context<'_>) -> Vec<String> {
            match object.kind {
                $(Kind::$kind => {
                    let name = ObjectKey::of_name(&object.name);
                    let Some(it) = name.and_then(|it| context.before.$field.get(&it)) else {
                        return Vec::new();
                    };
                    let mut sql = it.create(context);
                    sql.extend(facets::of_new(object, context));
                    sql
                })*
                _ => Vec::new(),
            }
        }

        /// Returns the statement that drops an object of a catalog.
        pub(crate) fn drop(object: &ObjectId, snapshot: &Snapshot) -> Option<String> {
            match object.kind {
                $(Kind::$kind => {
                    let name = ObjectKey::of_name(&object.name)?;
                    snapshot.$field.get(&name)?.drop(snapshot)
                })*
                _ => None,
            }
        }

        /// Returns what makes an object that is in both catalogs as it was.
        pub(crate) fn alter(object: &ObjectId, context: &Context<'_>) -> Change {
            match object.kind {
                $(Kind::$kind => {
                    let Some(name) = ObjectKey::of_name(&object.name) else {
                        return Change::Alter(Vec::new());
                    };
                    let both = context.after.$field.get(&name).zip(context.before.$field.get(&name));
                    let Some((from, to)) = both else {
                        return Change::Alter(Vec::new());
                    };
                    match to.alter(from, context) {
                        Change::Alter(mut sql) => {
                            sql.extend(facets::of_altered(object, context));
                            Change::Alter(sql)
                        }
                        Change::Recreate => Change::Recreate,
                    }
                })*
                _ => Change::Alter(Vec::new()),
            }
        }
    };
}

dispatch! {
    Schema: schemas,
    Extension: extensions,
    EnumType: enum_types,
    Domain: domains,
    CompositeType: composite_types,
    RangeType: range_types,
    Sequence: sequences,
    Table: tables,
    View: views,
    MaterializedView: materialized_views,
    Column: columns,
    Constraint: constraints,
    Index: indexes,
    Statistics: statistics,
    Routine: routines,
    Trigger: triggers,
    Rule: rules,
    Policy: policies,
    Publication: publications,
    EventTrigger: event_triggers,
    DefaultPrivilege: default_privileges,
    InheritedGrant: inherited_grants,
}

/// Writes `(name=value, …)` of storage parameters.
fn options_list(options: &Options) -> String {
    let pairs = options
        .by_name()
        .iter()
        .map(|(name, value)| format!("{name}={}", option_value(value)));
    pairs.collect::<Vec<_>>().join(", ")
}

/// Numbers and words stand as they are, anything else is quoted.
fn option_value(value: &str) -> String {
    let plain = !value.is_empty()
        && value
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'.' | b'-'));
    if plain && !value.starts_with('-') {
        value.to_owned()
    } else {
        quote_literal(value)
    }
}

/// Returns the parts behind `alter … ` that turn storage parameters into
/// others; `prefix` is `toast.` or nothing.
fn set_options(from: &Options, to: &Options, prefix: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let gone: Vec<_> = from
        .by_name()
        .keys()
        .filter(|it| !to.by_name().contains_key(*it))
        .map(|it| format!("{prefix}{it}"))
        .collect();
    if !gone.is_empty() {
        parts.push(format!("reset ({})", gone.join(", ")));
    }
    let set: Vec<_> = to
        .by_name()
        .iter()
        .filter(|(name, value)| from.by_name().get(*name) != Some(*value))
        .map(|(name, value)| format!("{prefix}{name}={}", option_value(value)))
        .collect();
    if !set.is_empty() {
        parts.push(format!("set ({})", set.join(", ")));
    }
    parts
}

/// Returns the parts behind `alter foreign table … ` and its like.
fn foreign_options(from: &Options, to: &Options) -> Option<String> {
    let mut parts = Vec::new();
    for name in from.by_name().keys() {
        if !to.by_name().contains_key(name) {
            parts.push(format!("drop {name}"));
        }
    }
    for (name, value) in to.by_name() {
        match from.by_name().get(name) {
            Some(old) if old == value => {}
            Some(_) => parts.push(format!("set {name} {}", quote_literal(value))),
            None => parts.push(format!("add {name} {}", quote_literal(value))),
        }
    }
    (!parts.is_empty()).then(|| format!("options ({})", parts.join(", ")))
}

/// Takes the semicolon off a definition that the server wrote.
fn bare(definition: &str) -> &str {
    definition.trim().trim_end_matches(';').trim_end()
}

/// Returns the statements that take back what an entry of grants says; it has
/// no `DROP` of its own.
pub(crate) fn undo(object: &ObjectId, context: &Context<'_>) -> Vec<String> {
    use default_privilege::Entry as _;
    use inherited_grant::Foreign as _;
    let entry = context.after.default_privileges.get(&object.name);
    let grant = context.after.inherited_grants.get(&object.name);
    match object.kind {
        Kind::DefaultPrivilege => entry.map_or_else(Vec::new, |it| {
            it.statements(&it.acl, &it.nothing(context.after), context.after)
        }),
        Kind::InheritedGrant => grant.map_or_else(Vec::new, |it| {
            it.statements(&it.acl, &it.initial, context.after)
        }),
        _ => Vec::new(),
    }
}
