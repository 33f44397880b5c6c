//! Rows of catalogs that no kind is about: what a later PostgreSQL brings is
//! reported even before there is a kind for it.

use serde::{Deserialize, Serialize};
use stagecraft_model::Ident;

use crate::{Kind, Object, ObjectName, Options};

/// The condition on a row of `pg_class` that it is a catalog that no kind is
/// about.
macro_rules! unknown {
    ($($catalog:literal)*) => {
        concat!(
            "c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' ",
            "and not c.relisshared and c.relname <> all ('{", $($catalog, ",",)* "pg_depend}')"
        )
    };
}

/// Uses the list of the catalogs that are left out in a text.
macro_rules! with_unknown {
    ($before:expr, $after:expr) => {
        concat!(
            $before,
            unknown! {
                // Other kinds are about these.
                "pg_aggregate" "pg_am" "pg_amop" "pg_amproc" "pg_attrdef" "pg_attribute"
                "pg_cast" "pg_class" "pg_collation" "pg_constraint" "pg_conversion"
                "pg_default_acl" "pg_description" "pg_enum" "pg_event_trigger" "pg_extension"
                "pg_foreign_data_wrapper" "pg_foreign_server" "pg_foreign_table" "pg_index"
                "pg_inherits" "pg_init_privs" "pg_language" "pg_namespace" "pg_opclass"
                "pg_operator" "pg_opfamily" "pg_partitioned_table" "pg_policy" "pg_proc"
                "pg_publication" "pg_publication_namespace" "pg_publication_rel" "pg_range"
                "pg_rewrite" "pg_seclabel" "pg_sequence" "pg_statistic_ext" "pg_transform"
                "pg_trigger" "pg_ts_config" "pg_ts_config_map" "pg_ts_dict" "pg_ts_parser"
                "pg_ts_template" "pg_type" "pg_user_mapping"
                // These are content, or say how far something has come.
                "pg_largeobject" "pg_largeobject_metadata" "pg_statistic"
                "pg_statistic_ext_data" "pg_subscription_rel"
            },
            $after
        )
    };
}

/// The condition on `pg_class as c` that it is a catalog that no kind is about.
pub(crate) const UNKNOWN: &str = with_unknown!("", "");

/// A row of a catalog that no kind is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Other {
    /// The catalog.
    pub catalog: Ident,
    /// What tells its rows apart.
    pub name: String,
    /// The columns' values, with what oids point at by name; a digest of all
    /// when there is much.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub properties: Options,
}

impl Object for Other {
    const KIND: Kind = Kind::Other;
    const SQL: &'static str = with_unknown!(concat!(include_str!("other.sql"), "    and "), "");
    const PRESENT: Option<&'static str> = Some(with_unknown!(
        "exists (select from pg_catalog.pg_class as c where ",
        ")"
    ));
    type Name = ObjectName;

    fn name(&self) -> ObjectName {
        ObjectName {
            schema: None,
            relation: Some(self.catalog.clone()),
            name: Ident::new(self.name.as_str()),
            arguments: None,
        }
    }
}
