//! The kinds of objects: one struct and one query each.
//!
//! To add a kind, write `kinds/<kind>.rs` and `kinds/<kind>.sql` and name it
//! in the list below. The query stands behind `common.sql`; its first two
//! columns are the object's identity (`oid`, `part`), the others are named as
//! the struct's fields and have types that every driver knows: `json` made in
//! the server costs twice as much, so it is for what is nested only. Text that
//! Postgres deparses is qualified because `settings.sql` empties the search path.
//!
//! A kind that few databases use says in `PRESENT` when its query is worth
//! sending. Its query may call functions per row where others join: planning a
//! join costs more than a few calls. Objects with oids below 16384 are the
//! server's own.

use serde::{Deserialize, Deserializer};

/// Lists the kinds, in the order of documents and changes.
macro_rules! kinds {
    ($($(#[$doc:meta])* $field:ident: $module:ident::$object:ident, $word:literal;)*) => {
        $(mod $module;)*
        $(pub use $module::$object;)*

        /// The kinds of objects.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($(#[$doc])* $object),*
        }

        impl Kind {
            /// Every kind, in the order of documents and changes.
            pub const ALL: &'static [Self] = &[$(Self::$object),*];

            /// Returns what one object of the kind is called in a sentence.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$object => $word),*
                }
            }

            pub(crate) fn sql(self) -> &'static str {
                match self {
                    $(Self::$object => <$object as crate::Object>::SQL),*
                }
            }

            pub(crate) fn present(self) -> Option<&'static str> {
                match self {
                    $(Self::$object => <$object as crate::Object>::PRESENT),*
                }
            }
        }

        /// A database's shape: all objects that its users can see.
        ///
        /// Serialises to one list per kind. The server's version and the
        /// identities are outside the digest.
        #[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct Snapshot {
            /// The server's `server_version_num`: `170010`.
            pub server_version_num: u32,
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "crate::Collection::is_empty")]
                pub $field: crate::Collection<$object>,
            )*
            /// Which oid each object had, to recognise renames within one
            /// server; never in a document.
            #[serde(skip)]
            pub identities: crate::Identities,
            /// What depends on what; never in a document.
            #[serde(skip)]
            pub dependencies: crate::Dependencies,
        }

        impl Snapshot {
            /// Takes one row of a kind's query.
            pub(crate) fn take(&mut self, kind: Kind, identity: crate::Identity, row: serde_json::Value)
                -> Result<(), serde_json::Error>
            {
                match kind {
                    $(Kind::$object => {
                        let object: $object = serde_json::from_value(row)?;
                        self.identities.insert(crate::Object::id(&object), identity);
                        self.$field.insert(object);
                    })*
                }
                Ok(())
            }

            /// Removes an object, if it is there.
            pub(crate) fn remove(&mut self, object: &crate::ObjectId) {
                self.identities.remove(object);
                match object.kind {
                    $(Kind::$object => {
                        if let Some(name) = crate::ObjectKey::of_name(&object.name) {
                            self.$field.remove(&name);
                        }
                    })*
                }
            }

            /// Removes all objects of a kind.
            pub(crate) fn clear(&mut self, kind: Kind) {
                let objects: Vec<_> = self.identities.of_kind(kind).map(|(it, _)| it.clone()).collect();
                for object in objects {
                    self.remove(&object);
                }
            }

            /// Returns the objects that have comments, with their identities.
            pub(crate) fn commented(&self) -> Vec<(crate::ObjectId, crate::Identity)> {
                let mut found = Vec::new();
                $(
                    for object in &self.$field {
                        if crate::Object::comment(object).is_some() {
                            let id = crate::Object::id(object);
                            if let Some(identity) = self.identities.of(&id) {
                                found.push((id, identity));
                            }
                        }
                    }
                )*
                found
            }

            /// Returns an object's owner, grants and comment; `None` when it is not there.
            pub fn facets(&self, object: &crate::ObjectId) -> Option<crate::Facets<'_>> {
                match object.kind {
                    $(Kind::$object => {
                        let name = crate::ObjectKey::of_name(&object.name)?;
                        let object = self.$field.get(&name)?;
                        Some(crate::Facets {
                            owner: crate::Object::owner(object),
                            acl: crate::Object::acl(object),
                            comment: crate::Object::comment(object),
                        })
                    })*
                }
            }

            /// Returns whether there is an object of this kind and name.
            pub fn contains(&self, object: &crate::ObjectId) -> bool {
                self.facets(object).is_some()
            }

            /// Returns how many objects of a kind there are.
            pub fn count_of(&self, kind: Kind) -> usize {
                match kind {
                    $(Kind::$object => self.$field.len()),*
                }
            }

            /// Returns the digest of one kind.
            pub fn digest_of(&self, kind: Kind) -> stagecraft_model::Digest {
                match kind {
                    $(Kind::$object => self.$field.digest()),*
                }
            }

            /// Returns what each part of a relation belongs to.
            pub(crate) fn owners_of_parts(
                &self,
            ) -> std::collections::BTreeMap<crate::ObjectId, stagecraft_model::QualifiedName> {
                let mut owners = std::collections::BTreeMap::new();
                $(
                    for object in &self.$field {
                        if let Some(owner) = crate::Object::belongs_to(object) {
                            owners.insert(crate::Object::id(object), owner);
                        }
                    }
                )*
                owners
            }

            /// Compares every kind with that of a later snapshot.
            pub(crate) fn compare(&self, after: &Self, into: &mut Vec<crate::Change>) {
                $(crate::diff::collections(&self.$field, &after.$field, into);)*
            }
        }
    };
}

kinds! {
    /// Schemas.
    schemas: schema::Schema, "schema";
    /// Installed extensions.
    extensions: extension::Extension, "extension";
    /// Procedural languages.
    languages: language::Language, "language";
    /// Access methods of tables and indexes.
    access_methods: access_method::AccessMethod, "access method";
    /// Collations.
    collations: collation::Collation, "collation";
    /// Conversions between encodings.
    conversions: conversion::Conversion, "conversion";
    /// Types made of functions, and shells of types.
    base_types: base_type::BaseType, "base type";
    /// Enum types.
    enum_types: enum_type::EnumType, "enum";
    /// Domains.
    domains: domain::Domain, "domain";
    /// Composite types.
    composite_types: composite_type::CompositeType, "composite type";
    /// Range types.
    range_types: range_type::RangeType, "range type";
    /// Types that came with another object, where they have grants or comments.
    implicit_types: implicit_type::ImplicitType, "implicit type";
    /// Foreign-data wrappers.
    foreign_data_wrappers: foreign_data_wrapper::ForeignDataWrapper, "foreign-data wrapper";
    /// Foreign servers.
    foreign_servers: foreign_server::ForeignServer, "foreign server";
    /// User mappings of foreign servers.
    user_mappings: user_mapping::UserMapping, "user mapping";
    /// Sequences.
    sequences: sequence::Sequence, "sequence";
    /// Tables.
    tables: table::Table, "table";
    /// Views.
    views: view::View, "view";
    /// Materialized views.
    materialized_views: materialized_view::MaterializedView, "materialized view";
    /// Columns of relations and composite types.
    columns: column::Column, "column";
    /// Constraints of tables and domains.
    constraints: constraint::Constraint, "constraint";
    /// Indexes.
    indexes: index::Index, "index";
    /// Extended statistics.
    statistics: statistics::Statistics, "statistics";
    /// Functions, procedures, aggregates.
    routines: routine::Routine, "routine";
    /// Operators.
    operators: operator::Operator, "operator";
    /// Operator families.
    operator_families: operator_family::OperatorFamily, "operator family";
    /// Operator classes.
    operator_classes: operator_class::OperatorClass, "operator class";
    /// Casts.
    casts: cast::Cast, "cast";
    /// Transforms.
    transforms: transform::Transform, "transform";
    /// Text search parsers.
    text_search_parsers: text_search_parser::TextSearchParser, "text search parser";
    /// Text search templates.
    text_search_templates: text_search_template::TextSearchTemplate, "text search template";
    /// Text search dictionaries.
    text_search_dictionaries: text_search_dictionary::TextSearchDictionary,
        "text search dictionary";
    /// Text search configurations.
    text_search_configurations: text_search_configuration::TextSearchConfiguration,
        "text search configuration";
    /// Triggers.
    triggers: trigger::Trigger, "trigger";
    /// Triggers behind constraints that do not fire as they were made to.
    silenced_checks: silenced_check::SilencedCheck, "silenced check";
    /// Rewrite rules.
    rules: rule::Rule, "rule";
    /// Row security policies.
    policies: policy::Policy, "policy";
    /// Publications.
    publications: publication::Publication, "publication";
    /// Subscriptions.
    subscriptions: subscription::Subscription, "subscription";
    /// Event triggers.
    event_triggers: event_trigger::EventTrigger, "event trigger";
    /// Privileges of objects made later.
    default_privileges: default_privilege::DefaultPrivilege, "default privileges";
    /// Grants on what extensions and the server own.
    inherited_grants: inherited_grant::InheritedGrant, "grants on";
    /// Security labels.
    security_labels: security_label::SecurityLabel, "security label";
    /// Rows of catalogs that no kind is about.
    others: other::Other, "catalog row";
}

pub(crate) use other::UNKNOWN;
pub use publication::PublishedTable;
pub use routine::Aggregate;

impl std::fmt::Display for Kind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// Reads `null` as nothing; the server has no empty lists, only nulls.
fn nullable<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
