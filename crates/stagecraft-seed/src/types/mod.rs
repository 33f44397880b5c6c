//! Types of columns, as far as values of them are made.

mod name;
mod resolve;

use std::sync::Arc;

use crate::expr::Expr;

pub(crate) use name::TypeName;
pub(crate) use resolve::Types;

/// A type with its modifiers.
#[derive(Debug, Clone)]
pub(crate) enum ValueType {
    Bool,
    /// `smallint`, `integer`, `bigint`.
    Int {
        bits: u8,
    },
    /// `real`, `double precision`.
    Float {
        bits: u8,
    },
    /// `numeric`, with precision and scale if they are limited.
    Numeric(Option<(u32, u32)>),
    Money,
    /// Text of any kind; `longest` in characters.
    Text {
        longest: Option<usize>,
    },
    Uuid,
    Bytea,
    Date,
    Time,
    /// With or without a time zone.
    Timestamp,
    Interval,
    Json,
    /// `bit(n)`, `bit varying(n)`.
    Bits {
        length: Option<usize>,
        varying: bool,
    },
    Enum(Arc<Vec<String>>),
    Array(Arc<Self>),
    Domain(Arc<Domain>),
    /// The types of the fields.
    Composite(Arc<Vec<Self>>),
    Range(Arc<Self>),
    Multirange(Arc<Self>),
    /// `vector(n)`, `halfvec(n)`.
    Vector {
        dimensions: usize,
    },
    /// A type that only samples are known of, by its name.
    Named(String),
}

/// A domain.
#[derive(Debug)]
pub(crate) struct Domain {
    pub(crate) base: ValueType,
    pub(crate) not_null: bool,
    /// Its checks, with their names; the value is column 0.
    pub(crate) checks: Vec<(String, Expr)>,
}

impl ValueType {
    /// Returns the type below all domains.
    pub(crate) fn base(&self) -> &Self {
        match self {
            Self::Domain(domain) => domain.base.base(),
            other => other,
        }
    }

    /// Returns whether a domain refuses nulls.
    pub(crate) fn refuses_null(&self) -> bool {
        match self {
            Self::Domain(domain) => domain.not_null || domain.base.refuses_null(),
            _ => false,
        }
    }

    pub(crate) fn text() -> Self {
        Self::Text { longest: None }
    }
}
