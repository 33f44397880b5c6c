//! A value of any type, as far as checks look into it.

mod literal;
mod moment;
mod read;

use serde_json::Value;

pub(crate) use moment::{Moment, Span};
pub(crate) use read::{coerce, read};

/// A value. What no check can look into is the text that its type reads.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Datum {
    /// `NULL`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of any width.
    Int(i128),
    /// `numeric`, `real`, `double precision`, `money`.
    Number(Number),
    /// Text of any kind, `uuid`.
    Text(String),
    /// An enum's label and its place among the labels.
    Label(usize, String),
    /// `date`, `timestamp`, `timestamptz`.
    Moment(Moment),
    /// Microseconds since midnight.
    Clock(i64),
    /// An interval.
    Span(Span),
    /// `json`, `jsonb`.
    Json(Value),
    /// An array.
    List(Vec<Self>),
    /// A row of a composite type.
    Record(Vec<Self>),
    /// Anything else, as text.
    Raw(String),
}

/// A number with a fraction, as it compares and as it is written.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    /// How it compares.
    pub(crate) value: f64,
    /// How it is written.
    pub(crate) text: String,
}

impl Number {
    /// Returns the number that a text says.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let value = text.trim().parse().ok()?;
        Some(Self {
            value,
            text: text.trim().to_owned(),
        })
    }

    /// Returns the number, written without an exponent.
    pub(crate) fn of(value: f64) -> Self {
        Self {
            value,
            text: format!("{value}"),
        }
    }
}

/// As Postgres has it: NaN equals itself.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        if self.value.is_nan() || other.value.is_nan() {
            return self.value.is_nan() && other.value.is_nan();
        }
        self.value == other.value
    }
}

impl Datum {
    /// Returns a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns whether it is `NULL`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the text of what is text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Label(_, text) | Self::Raw(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number of what is a number.
    pub(crate) fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "comparisons of extremes may err"
            )]
            Self::Int(value) => Some(*value as f64),
            Self::Number(number) => Some(number.value),
            _ => None,
        }
    }
}
