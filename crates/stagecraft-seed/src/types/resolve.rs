//! From a type's text to what values of it are like.

use std::sync::Arc;

use stagecraft_catalog::{ConstraintType, Snapshot};
use stagecraft_model::QualifiedName;

use super::{Domain, TypeName, ValueType};
use crate::expr::{Expr, Lowering, Scope};

/// How deep types are nested at most; deeper ones are not looked into.
const DEEPEST: usize = 8;

/// Looks types up in a snapshot.
#[derive(Clone, Copy)]
pub(crate) struct Types<'a> {
    snapshot: &'a Snapshot,
    depth: usize,
}

impl<'a> Types<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot) -> Self {
        Self { snapshot, depth: 0 }
    }

    pub(crate) fn snapshot(self) -> &'a Snapshot {
        self.snapshot
    }

    /// Returns the type that a text names, as `format_type()` writes it.
    pub(crate) fn resolve(self, text: &str) -> ValueType {
        let name = TypeName::read(text);
        let element = self.element(&name);
        if name.is_array {
            ValueType::Array(Arc::new(element))
        } else {
            element
        }
    }

    fn element(self, name: &TypeName) -> ValueType {
        if self.depth < DEEPEST
            && let Some(qualified) = name.qualified()
            && let Some(found) = self.deeper().made(&qualified)
        {
            return found;
        }
        built_in(name)
    }

    fn deeper(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    /// Returns a type that somebody made.
    fn made(self, name: &QualifiedName) -> Option<ValueType> {
        let snapshot = self.snapshot;
        if let Some(found) = snapshot.enum_types.get(name) {
            return Some(ValueType::Enum(Arc::new(found.labels.clone())));
        }
        if snapshot.domains.contains(name) {
            return Some(ValueType::Domain(Arc::new(self.domain(name)?)));
        }
        if let Some(found) = snapshot.range_types.get(name) {
            return Some(ValueType::Range(Arc::new(self.resolve(&found.subtype))));
        }
        let multirange = snapshot
            .range_types
            .iter()
            .find(|it| it.multirange == *name);
        if let Some(found) = multirange {
            return Some(ValueType::Multirange(Arc::new(
                self.resolve(&found.subtype),
            )));
        }
        if snapshot.composite_types.contains(name) || snapshot.tables.contains(name) {
            let fields = snapshot.columns_of(name);
            let fields = fields.iter().map(|it| self.resolve(&it.r#type)).collect();
            return Some(ValueType::Composite(Arc::new(fields)));
        }
        None
    }

    fn domain(self, name: &QualifiedName) -> Option<Domain> {
        let found = self.snapshot.domains.get(name)?;
        let base = self.resolve(&found.r#type);
        let value = |column: &str| {
            column
                .eq_ignore_ascii_case("value")
                .then_some(Expr::Column(0))
        };
        let checks = self
            .snapshot
            .constraints_of(name)
            .filter(|it| it.r#type == ConstraintType::Check)
            .map(|it| {
                let scope = Scope::of_columns(&value);
                let expr = Lowering::new(self).check(&it.definition, &scope);
                (it.name.as_str().to_owned(), expr)
            })
            .collect();
        Some(Domain {
            base,
            not_null: found.not_null,
            checks,
        })
    }
}

/// Returns a type of the server or of an extension.
fn built_in(name: &TypeName) -> ValueType {
    let text = |longest| ValueType::Text { longest };
    match name.name.as_str() {
        "boolean" | "bool" => ValueType::Bool,
        "smallint" | "int2" => ValueType::Int { bits: 16 },
        "integer" | "int" | "int4" => ValueType::Int { bits: 32 },
        "bigint" | "int8" => ValueType::Int { bits: 64 },
        "real" | "float4" => ValueType::Float { bits: 32 },
        "double precision" | "float8" => ValueType::Float { bits: 64 },
        "numeric" | "decimal" => ValueType::Numeric(numeric(name)),
        "money" => ValueType::Money,
        "text" | "citext" => text(None),
        "character varying" | "varchar" | "character" | "bpchar" => text(name.modifier(0)),
        "name" => text(Some(63)),
        "char" => text(Some(name.modifier(0).unwrap_or(1))),
        "uuid" => ValueType::Uuid,
        "bytea" => ValueType::Bytea,
        "date" => ValueType::Date,
        "time without time zone" | "time" => ValueType::Time,
        "timestamp without time zone"
        | "timestamp with time zone"
        | "timestamp"
        | "timestamptz" => ValueType::Timestamp,
        "json" | "jsonb" => ValueType::Json,
        "bit" => ValueType::Bits {
            length: Some(name.modifier(0).unwrap_or(1)),
            varying: false,
        },
        "bit varying" | "varbit" => ValueType::Bits {
            length: name.modifier(0),
            varying: true,
        },
        "vector" | "halfvec" => ValueType::Vector {
            dimensions: name.modifier(0).unwrap_or(3),
        },
        interval if interval.starts_with("interval") => ValueType::Interval,
        other => range(other).unwrap_or_else(|| ValueType::Named(other.to_owned())),
    }
}

/// Returns precision and scale, where they are such that samples fit.
fn numeric(name: &TypeName) -> Option<(u32, u32)> {
    let precision: u32 = name.modifiers.first()?.parse().ok()?;
    let scale: i32 = name.modifiers.get(1).map_or(Ok(0), |it| it.parse()).ok()?;
    Some((precision, u32::try_from(scale).unwrap_or(0)))
}

fn range(name: &str) -> Option<ValueType> {
    let subtype = |name: &str| {
        Some(match name {
            "int4" => ValueType::Int { bits: 32 },
            "int8" => ValueType::Int { bits: 64 },
            "num" => ValueType::Numeric(None),
            "date" => ValueType::Date,
            "ts" | "tstz" => ValueType::Timestamp,
            _ => return None,
        })
    };
    if let Some(name) = name.strip_suffix("multirange") {
        return Some(ValueType::Multirange(Arc::new(subtype(name)?)));
    }
    let name = name.strip_suffix("range")?;
    Some(ValueType::Range(Arc::new(subtype(name)?)))
}
