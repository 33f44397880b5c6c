//! How a column's values are sent.

use std::fmt;

/// How a column's values are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codec {
    /// `boolean`.
    Bool,
    /// `smallint`.
    Int2,
    /// `integer`.
    Int4,
    /// `bigint`.
    Int8,
    /// `oid`.
    Oid,
    /// `real`.
    Float4,
    /// `double precision`.
    Float8,
    /// `numeric`.
    Numeric,
    /// `money`: an integer of hundredths.
    Money,
    /// `text`, `varchar`, `char(n)`, `name`, `citext`, enums, `json`, `xml`.
    Text,
    /// `jsonb`.
    Jsonb,
    /// `bytea`.
    Bytea,
    /// `uuid`.
    Uuid,
    /// `date`.
    Date,
    /// `time`.
    Time,
    /// `timestamp`, with or without a time zone.
    Timestamp,
    /// `interval`.
    Interval,
    /// `vector(n)`.
    Vector,
    /// An array; elements of built-in types only, since the wire names them by
    /// oid.
    Array {
        /// How elements are sent.
        element: Box<Self>,
        /// The oid of their type.
        oid: u32,
    },
    /// A range.
    Range(Box<Self>),
    /// Anything else: its table is sent as text.
    Other,
}

/// As SQL names the type, roughly.
impl fmt::Display for Codec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Bool => "boolean",
            Self::Int2 => "smallint",
            Self::Int4 => "integer",
            Self::Int8 => "bigint",
            Self::Oid => "oid",
            Self::Float4 => "real",
            Self::Float8 => "double precision",
            Self::Numeric => "numeric",
            Self::Money => "money",
            Self::Text => "text",
            Self::Jsonb => "jsonb",
            Self::Bytea => "bytea",
            Self::Uuid => "uuid",
            Self::Date => "date",
            Self::Time => "time",
            Self::Timestamp => "timestamp",
            Self::Interval => "interval",
            Self::Vector => "vector",
            Self::Array { element, .. } => return write!(formatter, "{element}[]"),
            Self::Range(bound) => return write!(formatter, "range of {bound}"),
            Self::Other => "literal",
        };
        formatter.write_str(name)
    }
}

impl Codec {
    /// Returns whether values go in the binary format.
    pub fn is_binary(&self) -> bool {
        match self {
            Self::Other => false,
            Self::Array { element, .. } => element.is_binary(),
            Self::Range(bound) => bound.is_binary(),
            _ => true,
        }
    }
}
