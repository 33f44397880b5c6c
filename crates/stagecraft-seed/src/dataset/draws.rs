//! Numbers between two ends, and one of several things: how often which.

use stagecraft_copy::Value;

use super::domain::whole;
use crate::random::{Stream, Zipf, exponential, log_normal, normal};

/// How often a number outside its ends is drawn again.
const REDRAWS: usize = 8;

/// How often which values between two ends are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    Uniform,
    /// Small ones more often: half of the values lie in the lowest part.
    Falling,
    Normal {
        mean: f64,
        deviation: f64,
    },
    LogNormal {
        median: f64,
        spread: f64,
    },
    Exponential {
        mean: f64,
    },
    Zipf {
        skew: f64,
    },
}

impl Shape {
    /// Returns a whole number from one end to the other; what lies outside is
    /// drawn again.
    pub(crate) fn between(self, stream: &mut Stream, low: i64, high: i64) -> i64 {
        for _ in 0..REDRAWS {
            let drawn = self.draw(stream, low, high);
            if (low..=high).contains(&drawn) {
                return drawn;
            }
        }
        stream.between(low, high)
    }

    fn draw(self, stream: &mut Stream, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low);
        #[expect(
            clippy::cast_precision_loss,
            reason = "ends that far apart need no last digit"
        )]
        match self {
            Self::Uniform => stream.between(low, high),
            Self::Falling => {
                let part = stream.unit();
                whole(low as f64 + part * part * part * span as f64)
            }
            Self::Normal { mean, deviation } => whole(normal(stream, mean, deviation)),
            Self::LogNormal { median, spread } => whole(log_normal(stream, median, spread)),
            Self::Exponential { mean } => whole(low as f64 + exponential(stream, mean)),
            Self::Zipf { skew } => {
                let count = span.unsigned_abs().saturating_add(1);
                low.saturating_add_unsigned(Zipf::new(count, skew).draw(stream))
            }
        }
    }
}

/// Returns one of several values by their shares.
pub(crate) fn weighted<'a, T>(choices: &'a [(u64, T)], stream: &mut Stream) -> Option<&'a T> {
    let total = choices.last()?.0;
    let drawn = stream.below(total);
    let at = choices.partition_point(|it| it.0 <= drawn);
    choices.get(at).map(|it| &it.1)
}

/// Writes a value between two neighbouring bounds.
pub(super) fn histogram(bounds: &[Value], stream: &mut Stream, into: &mut Value) {
    let parts = u64::try_from(bounds.len().saturating_sub(1)).unwrap_or_default();
    let at = usize::try_from(stream.below(parts)).unwrap_or_default();
    let (Some(low), high) = (bounds.get(at), bounds.get(at + 1)) else {
        *into = Value::Null;
        return;
    };
    *into = match (low, high.unwrap_or(low)) {
        (Value::Int(low), Value::Int(high)) => Value::Int(stream.between(*low, *high)),
        (Value::Timestamp(low), Value::Timestamp(high)) => {
            Value::Timestamp(stream.between(*low, *high))
        }
        (Value::Date(low), Value::Date(high)) => {
            let drawn = stream.between(i64::from(*low), i64::from(*high));
            Value::Date(i32::try_from(drawn).unwrap_or(*low))
        }
        (Value::Float(low), Value::Float(high)) => Value::Float(low + (high - low) * stream.unit()),
        // Of what has no middle, one of the bounds.
        (low, _) => low.clone(),
    };
}
