//! How an object of each kind is made, dropped, and made as it was.
//!
//! To add a kind, write `kinds/<kind>.rs` with its [`Restore`] and name it in
//! the dispatch below.

mod access_method;
mod base_type;
mod cast;
mod collation;
mod column;
mod composite_type;
mod constraint;
mod conversion;
mod default_privilege;
mod domain;
mod enum_type;
mod event_trigger;
mod extension;
mod foreign_data_wrapper;
mod foreign_server;
mod implicit_type;
mod index;
mod inherited_grant;
mod language;
mod materialized_view;
mod operator;
mod operator_class;
mod operator_family;
mod other;
mod policy;
mod publication;
mod range_type;
mod routine;
mod rule;
mod schema;
mod security_label;
mod sequence;
mod silenced_check;
mod statistics;
mod subscription;
mod table;
mod text_search_configuration;
mod text_search_dictionary;
mod text_search_parser;
mod text_search_template;
mod transform;
mod trigger;
mod user_mapping;
mod view;

use stagecraft_catalog::{Kind, Object, ObjectId, ObjectKey, Options, Snapshot};
use stagecraft_model::{Ident, quote_literal};

use crate::context::Context;
use crate::facets;

pub(crate) use base_type::shell;
pub(crate) use column::{become_identity, default_value, define};
pub(crate) use constraint::has_index;
pub(crate) use extension::{depend, hold, let_go};
pub(crate) use index::attach;
pub(crate) use operator_family::is_built_in;
pub(crate) use publication::leaving;
pub(crate) use security_label::word as label_word;
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
            }
        }

        /// Returns the statement that drops an object of a catalog.
        pub(crate) fn drop(object: &ObjectId, snapshot: &Snapshot) -> Option<String> {
            match object.kind {
                $(Kind::$kind => {
                    let name = ObjectKey::of_name(&object.name)?;
                    snapshot.$field.get(&name)?.drop(snapshot)
                })*
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
            }
        }
    };
}

dispatch! {
    Schema: schemas,
    Extension: extensions,
    Language: languages,
    AccessMethod: access_methods,
    Collation: collations,
    Conversion: conversions,
    BaseType: base_types,
    EnumType: enum_types,
    Domain: domains,
    CompositeType: composite_types,
    RangeType: range_types,
    ImplicitType: implicit_types,
    ForeignDataWrapper: foreign_data_wrappers,
    ForeignServer: foreign_servers,
    UserMapping: user_mappings,
    Sequence: sequences,
    Table: tables,
    View: views,
    MaterializedView: materialized_views,
    Column: columns,
    Constraint: constraints,
    Index: indexes,
    Statistics: statistics,
    Routine: routines,
    Operator: operators,
    OperatorFamily: operator_families,
    OperatorClass: operator_classes,
    Cast: casts,
    Transform: transforms,
    TextSearchParser: text_search_parsers,
    TextSearchTemplate: text_search_templates,
    TextSearchDictionary: text_search_dictionaries,
    TextSearchConfiguration: text_search_configurations,
    Trigger: triggers,
    SilencedCheck: silenced_checks,
    Rule: rules,
    Policy: policies,
    Publication: publications,
    Subscription: subscriptions,
    EventTrigger: event_triggers,
    DefaultPrivilege: default_privileges,
    InheritedGrant: inherited_grants,
    SecurityLabel: security_labels,
    Other: others,
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

/// Returns the part behind `alter foreign table … ` and its like.
///
/// What an option should be again and is known by its digest alone is left as
/// it is.
fn foreign_options(from: &Options, to: &Options) -> Option<String> {
    let (from, to) = (from.by_name(), to.by_name());
    let name = |it: &String| Ident::new(it.as_str());
    let gone = from.keys().filter(|it| !to.contains_key(*it));
    let mut parts: Vec<_> = gone.map(|it| format!("drop {}", name(it))).collect();
    for (option, value) in to.iter().filter(|(_, it)| !is_digest(it)) {
        match from.get(option) {
            Some(old) if old == value => {}
            Some(_) => parts.push(format!("set {} {}", name(option), quote_literal(value))),
            None => parts.push(format!("add {} {}", name(option), quote_literal(value))),
        }
    }
    (!parts.is_empty()).then(|| format!("options ({})", parts.join(", ")))
}

/// Returns ` options (…)` of something foreign that is made, or nothing.
fn with_foreign_options(options: &Options) -> String {
    let known = options.by_name().iter().filter(|(_, it)| !is_digest(it));
    let pairs: Vec<_> = known
        .map(|(option, value)| {
            let option = Ident::new(option.as_str());
            format!("{option} {}", quote_literal(value))
        })
        .collect();
    if pairs.is_empty() {
        return String::new();
    }
    format!(" options ({})", pairs.join(", "))
}

/// Returns whether an option's value stands for one that is a secret.
fn is_digest(value: &str) -> bool {
    let digest = value.strip_prefix("sha256 ");
    digest.is_some_and(|it| it.len() == 12 && it.bytes().all(|it| it.is_ascii_hexdigit()))
}

/// Takes the semicolon off a definition that the server wrote.
fn bare(definition: &str) -> &str {
    definition.trim().trim_end_matches(';').trim_end()
}

/// Returns the statements that take back what has no `DROP` of its own: what an
/// entry of grants says, what was said of something that the server made.
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
        Kind::ImplicitType => implicit_type::as_it_came(object, context.after),
        Kind::Rule => rule::as_it_came(object, context.after),
        _ => Vec::new(),
    }
}
