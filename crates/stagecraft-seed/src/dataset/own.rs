//! Values that depend on nothing but the row's number and chance.

use std::fmt::Write as _;
use std::sync::Arc;

use stagecraft_copy::Value;

use super::convert;
use super::draws::{Shape, histogram, weighted};
use super::template::{self, Filling};
use super::uuid;
use crate::draw::Draw;
use crate::expr::Places;
use crate::looks::{Format, Look, RowLook};
use crate::profile::Template;
use crate::random::{Key, Season, Stream};
use crate::types::ValueType;
use crate::values::{self, Spot as PlainSpot};

/// A row's life has a beginning and so many moments after it.
const LAST_RANK: u8 = 4;

/// Microseconds of a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// How a value is made.
#[derive(Debug, Clone)]
pub(crate) enum Own {
    /// The row's number and an offset.
    Serial {
        first: i64,
        is_decimal: bool,
    },
    Int {
        low: i64,
        high: i64,
        shape: Shape,
    },
    /// In units of the last digit.
    Decimal {
        low: i64,
        high: i64,
        scale: u16,
        shape: Shape,
    },
    Float {
        low: f64,
        high: f64,
        shape: Shape,
    },
    Bool {
        share: f64,
    },
    /// One of these; each with its share, added up.
    Choice(Arc<Vec<(u64, Value)>>),
    /// Between two neighbours of a histogram's bounds, each pair as often.
    Histogram(Arc<Vec<Value>>),
    Look {
        look: Look,
        longest: Option<usize>,
        distinct: bool,
    },
    Format(Format),
    /// Texts that match a pattern, by the row's number.
    Pattern(Arc<Places>),
    Template {
        text: Arc<Template>,
        of: Arc<ValueType>,
    },
    Uuid,
    /// A moment of a season, the later of a row's moments the higher the rank.
    Moment {
        season: Arc<Season>,
        rank: u8,
        is_date: bool,
        latest: i64,
    },
    Time,
    Interval,
    Bytes {
        length: usize,
    },
    Json(Json),
    List {
        of: Box<Self>,
        most: u64,
    },
    /// Ranges that do not overlap, in the order of the rows.
    Slots {
        first: i64,
        width: i64,
        of: Slot,
    },
    Vector {
        dimensions: usize,
    },
    /// Whatever the types are known by samples of.
    Plain {
        of: Arc<ValueType>,
        name: Arc<str>,
        draw: Draw,
        salt: usize,
    },
}

/// What a slot is a range of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Int,
    Decimal,
    Date,
    Moment,
}

/// What a document looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Json {
    Object,
    List,
}

/// Where a value is made.
pub(crate) struct Place<'a> {
    /// The row's number in its table, as keys count it.
    pub(crate) number: u64,
    /// The row's number in the dataset, which chance depends on.
    pub(crate) row: u64,
    pub(crate) tenant: u64,
    /// Which of the tenant's rows it is, of how many.
    pub(crate) nth: u64,
    pub(crate) count: u64,
    /// What all columns of the row have in common.
    pub(crate) table: Key,
    pub(crate) stream: &'a mut Stream,
}

impl Own {
    /// Writes the value of a row.
    pub(crate) fn write(&self, place: &mut Place<'_>, into: &mut Value) {
        match self {
            Self::Serial { first, is_decimal } => {
                let number = first.saturating_add_unsigned(place.number);
                *into = if *is_decimal {
                    Value::Decimal {
                        units: i128::from(number),
                        scale: 0,
                    }
                } else {
                    Value::Int(number)
                };
            }
            Self::Int { low, high, shape } => {
                *into = Value::Int(shape.between(place.stream, *low, *high));
            }
            Self::Decimal {
                low,
                high,
                scale,
                shape,
            } => {
                *into = Value::Decimal {
                    units: i128::from(shape.between(place.stream, *low, *high)),
                    scale: *scale,
                };
            }
            Self::Float { low, high, shape } => {
                let steps = shape.between(place.stream, 0, 1 << 20);
                #[expect(clippy::cast_precision_loss, reason = "20 bits")]
                let part = steps as f64 / f64::from(1 << 20);
                *into = Value::Float(low + (high - low) * part);
            }
            Self::Bool { share } => *into = Value::Bool(place.stream.chance(*share)),
            Self::Choice(choices) => {
                if let Some(value) = weighted(choices, place.stream) {
                    into.clone_from(value);
                }
            }
            Self::Histogram(bounds) => histogram(bounds, place.stream, into),
            Self::Look {
                look,
                longest,
                distinct,
            } => {
                let number = distinct.then_some(place.number);
                let shared = Stream::new(place.table, place.row, 3);
                let mut row = RowLook::new(*place.stream, shared);
                look.write(&mut row, number, *longest, into.text_slot());
            }
            Self::Format(format) => format.write(place.number, into.text_slot()),
            Self::Pattern(places) => places.write(place.number, into.text_slot()),
            Self::Template { text, of } => {
                let filling = Filling {
                    number: place.number,
                    tenant: place.tenant,
                    other: &|_| Value::Null,
                };
                template::value(text, of, place.stream, filling, into);
            }
            Self::Uuid => *into = Value::Uuid(uuid::uuid(place)),
            Self::Moment {
                season,
                rank,
                is_date,
                latest,
            } => {
                let at = moment(season, *rank, *latest, place);
                *into = if *is_date {
                    let days = at.div_euclid(DAY);
                    Value::Date(i32::try_from(days).unwrap_or_default())
                } else {
                    Value::Timestamp(at)
                };
            }
            Self::Time => {
                let minutes = place.stream.between(6 * 60, 22 * 60);
                *into = Value::Time(minutes * 60_000_000);
            }
            Self::Interval => {
                *into = Value::Interval {
                    months: 0,
                    days: i32::try_from(place.stream.below(30)).unwrap_or_default(),
                    micros: place.stream.between(1, 24 * 60) * 60_000_000,
                };
            }
            Self::Bytes { length } => {
                let mut bytes = Vec::with_capacity(*length);
                while bytes.len() < *length {
                    bytes.extend_from_slice(&place.stream.bits().to_be_bytes());
                }
                bytes.truncate(*length);
                *into = Value::Bytes(bytes);
            }
            Self::Json(json) => json.write(place, into.text_slot()),
            Self::List { of, most } => {
                let length = place.stream.below(most + 1);
                let mut items = Vec::new();
                for _ in 0..length {
                    let mut item = Value::Null;
                    of.write(place, &mut item);
                    if !items.contains(&item) {
                        items.push(item);
                    }
                }
                *into = Value::List(items);
            }
            Self::Slots { first, width, of } => {
                let at = |number: u64| {
                    let steps = i64::try_from(number).unwrap_or(i64::MAX);
                    of.bound(first.saturating_add(width.saturating_mul(steps)))
                };
                let bounds = (Some(at(place.number)), Some(at(place.number + 1)));
                *into = Value::Range(Some(Box::new(bounds)));
            }
            Self::Vector { dimensions } => *into = Value::Vector(direction(*dimensions, place)),
            Self::Plain {
                of,
                name,
                draw,
                salt,
            } => {
                let spot = PlainSpot {
                    name,
                    draw: *draw,
                    ordinal: usize::try_from(place.number).unwrap_or(usize::MAX),
                    salt: *salt,
                    short: true,
                    key: false,
                };
                *into = convert::value(&values::plain(of, &spot), of);
            }
        }
    }
}

impl Slot {
    fn bound(self, at: i64) -> Value {
        match self {
            Self::Int => Value::Int(at),
            Self::Decimal => Value::Decimal {
                units: i128::from(at),
                scale: 0,
            },
            Self::Date => Value::Date(i32::try_from(at).unwrap_or(i32::MAX)),
            Self::Moment => Value::Timestamp(at),
        }
    }
}

impl Json {
    /// Writes a document as `jsonb` prints it.
    fn write(self, place: &mut Place<'_>, into: &mut String) {
        let n = place.stream.below(1000);
        // A string takes whatever is written.
        let _ = match self {
            Self::Object => {
                let source = place.stream.pick(&["import", "manual", "api", "mobile"]);
                write!(into, "{{\"n\": {n}, \"source\": \"{source}\"}}")
            }
            Self::List => write!(into, "[{n}]"),
        };
    }
}

/// Returns a moment: that of the row, and for a higher rank some more.
fn moment(season: &Season, rank: u8, latest: i64, place: &mut Place<'_>) -> i64 {
    // The same draw for all moments of a row.
    let mut shared = Stream::new(place.table, place.row, 1);
    let base = season.at(place.nth, place.count.max(1), &mut shared);
    if rank == 0 {
        return base;
    }
    // Minutes to days before each of the row's next moments.
    let mut before = 0;
    let mut all = 0;
    for step in 1..=LAST_RANK {
        all += Shape::Falling.between(&mut shared, 1, 3 * 24 * 60) * 60_000_000;
        if step <= rank {
            before = all;
        }
    }
    let room = latest.saturating_sub(base).max(0);
    if all > room {
        // What would lie behind the end is moved closer together.
        let part = i128::from(room) * i128::from(before) / i128::from(all.max(1));
        before = i64::try_from(part).unwrap_or_default();
    }
    base.saturating_add(before)
}

/// Returns a vector of length one near one of sixteen directions.
fn direction(dimensions: usize, place: &mut Place<'_>) -> Vec<f32> {
    let cluster = place.stream.below(16);
    let mut centre = Stream::new(place.table, cluster, 2);
    let mut parts: Vec<f64> = (0..dimensions)
        .map(|_| centre.unit() - 0.5 + (place.stream.unit() - 0.5) / 4.0)
        .collect();
    let length = parts.iter().map(|it| it * it).sum::<f64>().sqrt();
    if length > 0.0 {
        for part in &mut parts {
            *part /= length;
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "the type holds that much")]
    parts.into_iter().map(|it| it as f32).collect()
}
