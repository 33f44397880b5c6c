//! A column, and what its values may be.

use stagecraft_catalog::IdentityKind;
use stagecraft_model::Ident;

use crate::datum::{Datum, coerce};
use crate::expr::{Expr, Lowering, Scope};
use crate::types::{Types, ValueType};

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: Ident,
    pub(crate) r#type: ValueType,
    /// The type as SQL.
    pub(crate) sql_type: String,
    pub(crate) not_null: bool,
    pub(crate) source: Source,
    /// Whether values must fit into an index.
    pub(crate) indexed: bool,
    /// Whether it is in a primary or unique key.
    pub(crate) key: bool,
    /// Whether edge values would do harm: keys, partition keys, exclusions.
    pub(crate) steady: bool,
    /// Whether a check looks at it and at other columns, too.
    pub(crate) compared: bool,
    /// The values that a check leaves, if it lists them.
    pub(crate) choices: Vec<Datum>,
    default_text: Option<String>,
}

/// Where a column's values come from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// Whoever inserts.
    Given,
    /// Whoever inserts, or else the default, with its value if it is a constant.
    Default(Option<Datum>),
    /// A sequence, unless told otherwise.
    Sequence,
    /// A sequence that only `OVERRIDING SYSTEM VALUE` overrides.
    Identity,
    /// An expression over the other columns.
    Generated(Expr),
}

impl Column {
    pub(super) fn of(column: &stagecraft_catalog::Column, types: Types<'_>) -> Self {
        let r#type = types.resolve(&column.r#type);
        let default = column.default.clone();
        let source = match (&column.generated, &column.identity, &default) {
            (Some(_), _, _) => Source::Generated(Expr::Opaque(Vec::new())),
            (_, Some(IdentityKind::Always), _) => Source::Identity,
            (_, Some(IdentityKind::ByDefault), _) => Source::Sequence,
            (_, _, Some(default)) if default.starts_with("nextval(") => Source::Sequence,
            (_, _, Some(_)) => Source::Default(None),
            _ => Source::Given,
        };
        Self {
            name: column.name.clone(),
            not_null: column.not_null || r#type.refuses_null(),
            r#type,
            sql_type: column.r#type.clone(),
            source,
            indexed: false,
            key: false,
            steady: false,
            compared: false,
            choices: Vec::new(),
            default_text: default,
        }
    }

    /// Returns whether a value is written for it at all.
    pub(crate) fn is_written(&self) -> bool {
        !matches!(self.source, Source::Generated(_))
    }
}

/// Looks into defaults and generated values.
pub(super) fn refine(columns: &mut [Column], lowering: Lowering<'_>) {
    let names: Vec<_> = columns.iter().map(|it| it.name.clone()).collect();
    let by_name = |wanted: &str| {
        let at = names.iter().position(|it| it.as_str() == wanted)?;
        Some(Expr::Column(at))
    };
    let scope = Scope::of_columns(&by_name);
    for column in columns {
        let Some(text) = &column.default_text else {
            continue;
        };
        match &mut column.source {
            Source::Generated(expr) => *expr = lowering.text(text, &scope),
            Source::Default(value) => {
                *value = lowering
                    .text(text, &scope)
                    .eval(&[])
                    .and_then(|it| coerce(it, &column.r#type));
            }
            _ => {}
        }
    }
}
