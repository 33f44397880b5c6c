//! What a column of a row holds.

/// What a column of a row holds, ready to be sent.
///
/// A slot of a row is used again for the next one: [`Value::text_slot`] keeps
/// the memory that it has.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// `NULL`.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of any width, an oid.
    Int(i64),
    /// `real`, `double precision`.
    Float(f64),
    /// `numeric`, `money`: `units` divided by ten to the power of `scale`.
    Decimal {
        /// The digits.
        units: i128,
        /// How many of them stand after the point.
        scale: u16,
    },
    /// Text of any kind, an enum's label, `json`; `jsonb` as the server prints
    /// it.
    Text(String),
    /// `bytea`.
    Bytes(Vec<u8>),
    /// A uuid.
    Uuid(u128),
    /// Days since 2000-01-01.
    Date(i32),
    /// Microseconds since midnight.
    Time(i64),
    /// Microseconds since 2000-01-01 00:00, in UTC where there is a zone.
    Timestamp(i64),
    /// An interval.
    Interval {
        /// Months.
        months: i32,
        /// Days.
        days: i32,
        /// Microseconds.
        micros: i64,
    },
    /// An array of one dimension.
    List(Vec<Self>),
    /// A range that contains its lower bound and not its upper one, where
    /// there are bounds; or the empty range.
    Range(Option<Box<(Option<Self>, Option<Self>)>>),
    /// `vector`.
    Vector(Vec<f32>),
    /// A value of any other type as its input function reads it; goes by text.
    Literal(String),
}

impl Value {
    /// Makes it an empty text, in the memory that it has, and returns that.
    pub fn text_slot(&mut self) -> &mut String {
        if let Self::Text(text) = self {
            text.clear();
        } else {
            *self = Self::Text(String::new());
        }
        match self {
            Self::Text(text) => text,
            _ => unreachable!("it was made a text above"),
        }
    }

    /// Returns whether it is `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Says what kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Float(_) => "a floating point number",
            Self::Decimal { .. } => "a decimal",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
            Self::Uuid(_) => "a uuid",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Timestamp(_) => "a timestamp",
            Self::Interval { .. } => "an interval",
            Self::List(_) => "a list",
            Self::Range(_) => "a range",
            Self::Vector(_) => "a vector",
            Self::Literal(_) => "a literal",
        }
    }
}
