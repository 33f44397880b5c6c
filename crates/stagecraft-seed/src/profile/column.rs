//! What the profile says of a column.

use jiff::Timestamp;
use stagecraft_model::{Ident, SourceSpan};

/// What the profile says of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnProfile {
    /// Which part of the rows has none, from 0 to 1.
    pub null: Option<f64>,
    /// How the others' values are made.
    pub make: Option<Recipe>,
    /// Where it stands.
    pub at: Option<SourceSpan>,
}

/// How values are made. Text is what the column's type reads.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe {
    /// Always the same, `None` for null.
    Value(Option<String>),
    /// One of several, with weights.
    OneOf(Vec<(String, f64)>),
    /// Between two values, both included.
    Between {
        /// The least.
        min: String,
        /// The greatest.
        max: String,
        /// How they are spread.
        shape: Shape,
    },
    /// What looks like something that has a name: `email`, `product`, `sentence`.
    Like(String),
    /// Text with placeholders: a [`Template`](super::Template).
    Format(String),
    /// Bounds between which equally many values lie each.
    Histogram(Vec<String>),
    /// Moments up to when the data ends.
    Times {
        /// The first; a year before the last when absent.
        from: Option<Timestamp>,
        /// The last; when the data ends when absent.
        to: Option<Timestamp>,
        /// How days and hours differ.
        season: Season,
        /// How much denser the end is than the beginning; 1 is level.
        growth: f64,
        /// Which part of the days has none, from 0 to 1.
        gaps: f64,
    },
    /// Not before the value of another column of the row.
    After {
        /// The other column.
        column: Ident,
        /// How long after it at most, in seconds of days that have 24 hours.
        at_most: f64,
    },
}

/// How numbers between two ends are spread; what lies outside is drawn again.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Shape {
    /// All alike.
    #[default]
    Uniform,
    /// The bell curve.
    Normal {
        /// The middle.
        mean: f64,
        /// The standard deviation.
        deviation: f64,
    },
    /// Many small, few great: the logarithm follows the bell curve.
    LogNormal {
        /// The middle of the logarithm.
        mean: f64,
        /// The standard deviation of the logarithm.
        deviation: f64,
    },
    /// Waiting times: the longer, the rarer, from the least on.
    Exponential {
        /// How far the mean lies above the least.
        mean: f64,
    },
    /// Ranks: the least is the most frequent.
    Zipf {
        /// The exponent.
        skew: f64,
    },
}

/// How days and hours differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Season {
    /// Not at all.
    Flat,
    /// Nights are quiet, and so are weekends.
    #[default]
    DailyWeekly,
}
