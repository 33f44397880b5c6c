//! Numbers as a column's name suggests them.

use super::bounds::Bounds;
use super::draws::Shape;
use super::own::Own;
use crate::types::ValueType;

/// A name's last word, and what such numbers are like: lowest, highest, shape.
struct Habit(&'static [&'static str], f64, f64, Shape);

const HABITS: &[Habit] = &[
    Habit(
        &[
            "price", "amount", "total", "subtotal", "cost", "fee", "balance", "revenue", "spend",
            "value", "salary", "tax",
        ],
        0.5,
        9_000.0,
        Shape::LogNormal {
            median: 40.0,
            spread: 1.0,
        },
    ),
    Habit(
        &["cents", "bytes", "size"],
        1.0,
        5_000_000.0,
        Shape::Falling,
    ),
    Habit(
        &["quantity", "qty", "units", "seats"],
        1.0,
        60.0,
        Shape::Falling,
    ),
    Habit(
        &[
            "count",
            "views",
            "clicks",
            "likes",
            "votes",
            "points",
            "impressions",
            "sessions",
        ],
        0.0,
        5_000.0,
        Shape::Falling,
    ),
    Habit(
        &["rating", "stars", "grade"],
        1.0,
        5.0,
        Shape::Normal {
            mean: 3.9,
            deviation: 0.9,
        },
    ),
    Habit(
        &[
            "percent",
            "percentage",
            "score",
            "progress",
            "rate",
            "confidence",
        ],
        0.0,
        100.0,
        Shape::Normal {
            mean: 55.0,
            deviation: 22.0,
        },
    ),
    Habit(&["year"], 2012.0, 2026.0, Shape::Uniform),
    Habit(&["month"], 1.0, 12.0, Shape::Uniform),
    Habit(&["day"], 1.0, 28.0, Shape::Uniform),
    Habit(&["hour"], 0.0, 23.0, Shape::Uniform),
    Habit(&["minute", "second"], 0.0, 59.0, Shape::Uniform),
    Habit(
        &["age"],
        18.0,
        90.0,
        Shape::Normal {
            mean: 41.0,
            deviation: 14.0,
        },
    ),
    Habit(&["lat", "latitude"], -60.0, 70.0, Shape::Uniform),
    Habit(&["lng", "lon", "longitude"], -180.0, 180.0, Shape::Uniform),
    Habit(
        &["weight", "height", "width", "length", "duration"],
        1.0,
        900.0,
        Shape::Falling,
    ),
    Habit(&["port"], 1024.0, 65_535.0, Shape::Uniform),
    Habit(
        &[
            "status", "state", "type", "kind", "code", "level", "priority",
        ],
        0.0,
        4.0,
        Shape::Falling,
    ),
    Habit(
        &["position", "order", "rank", "sort", "index"],
        1.0,
        100.0,
        Shape::Falling,
    ),
];

/// Returns how numbers of a column are made: as its name suggests, within what
/// its checks and its type allow. Nothing for what is no number.
pub(crate) fn number(name: &str, of: &ValueType, bounds: &Bounds) -> Option<Own> {
    let name = name.to_ascii_lowercase();
    let habit = name.rsplit('_').find_map(|word| {
        HABITS.iter().find(|it| {
            it.0.contains(&word)
                || word
                    .strip_suffix('s')
                    .is_some_and(|word| it.0.contains(&word))
        })
    });
    let (mut low, mut high, mut shape) =
        habit.map_or((0.0, 1_000.0, Shape::Falling), |it| (it.1, it.2, it.3));
    let (least, most) = limits(of)?;
    // A range that a check gives says more than a name.
    if let (Some(from), Some(to)) = (bounds.low, bounds.high) {
        let outside = to < low || from > high;
        if outside || habit.is_none() {
            (low, high, shape) = (from, to, Shape::Uniform);
        }
    }
    if let Some(from) = bounds.low {
        if from > high {
            high = from + 1_000.0;
        }
        low = low.max(from);
    }
    if let Some(to) = bounds.high {
        if to < low {
            low = bounds.low.unwrap_or(to - 1_000.0);
        }
        high = high.min(to);
    }
    low = low.clamp(least, most);
    high = high.clamp(low, most);
    made(of, low, high, shape)
}

/// Returns numbers between the ends that bounds give.
pub(crate) fn between(of: &ValueType, bounds: &Bounds, shape: Shape) -> Option<Own> {
    made(of, bounds.low?, bounds.high?, shape)
}

fn made(of: &ValueType, low: f64, high: f64, shape: Shape) -> Option<Own> {
    Some(match of.base() {
        ValueType::Int { .. } => Own::Int {
            low: ceil(low),
            high: floor(high).max(ceil(low)),
            shape,
        },
        ValueType::Float { .. } => Own::Float {
            low,
            high,
            shape: Shape::Uniform,
        },
        ValueType::Numeric(limits) => {
            let scale = limits.map_or(2, |it| it.1.min(4));
            decimal(low, high, scale, shape)
        }
        ValueType::Money => decimal(low, high, 2, shape),
        _ => return None,
    })
}

fn decimal(low: f64, high: f64, scale: u32, shape: Shape) -> Own {
    let unit = f64::from(10_u32.pow(scale));
    let shape = match shape {
        Shape::Normal { mean, deviation } => Shape::Normal {
            mean: mean * unit,
            deviation: deviation * unit,
        },
        Shape::LogNormal { median, spread } => Shape::LogNormal {
            median: median * unit,
            spread,
        },
        Shape::Exponential { mean } => Shape::Exponential { mean: mean * unit },
        other => other,
    };
    Own::Decimal {
        low: ceil(low * unit),
        high: floor(high * unit).max(ceil(low * unit)),
        scale: u16::try_from(scale).unwrap_or(0),
        shape,
    }
}

/// Returns the least and the most that a type holds, as far as data goes.
fn limits(of: &ValueType) -> Option<(f64, f64)> {
    Some(match of.base() {
        ValueType::Int { bits: 16 } => (-32_768.0, 32_767.0),
        ValueType::Int { bits: 32 } => (-2_147_483_648.0, 2_147_483_647.0),
        ValueType::Int { .. } => (-9e15, 9e15),
        ValueType::Float { .. } => (-1e15, 1e15),
        ValueType::Money | ValueType::Numeric(None) => (-1e12, 1e12),
        ValueType::Numeric(Some((precision, scale))) => {
            let whole = precision.saturating_sub(*scale).min(12);
            let most =
                libm::pow(10.0, f64::from(whole)) - libm::pow(10.0, -f64::from((*scale).min(6)));
            (-most, most)
        }
        _ => return None,
    })
}

fn ceil(it: f64) -> i64 {
    super::domain::whole(libm::ceil(it))
}

fn floor(it: f64) -> i64 {
    super::domain::whole(libm::floor(it))
}
