//! The value of any column of any row, made when it is asked for.

use stagecraft_copy::{Cursor, Rows, Value};
use stagecraft_model::Ident;

use super::Dataset;
use super::arrange::Arrangement;
use super::draws;
use super::maker::{Maker, Part};
use super::own::{self, Place};
use super::table::{Spot, Table};
use super::template::{self, Filling};
use crate::random::Stream;
use crate::types::ValueType;

/// How far references are followed: a key that is a key that is a key.
const DEEPEST: usize = 16;

impl Dataset {
    /// Writes what a column of a row holds.
    pub(crate) fn write(&self, table: &Table, column: usize, spot: Spot, into: &mut Value) {
        self.write_at(table, column, spot, into, 0);
    }

    fn write_at(&self, table: &Table, column: usize, spot: Spot, into: &mut Value, depth: usize) {
        if depth > DEEPEST {
            *into = Value::Null;
            return;
        }
        if let Some(kept) = &table.kept {
            let row = usize::try_from(spot.row).unwrap_or(usize::MAX);
            let value = kept.known.get(row).and_then(|it| it.get(&column));
            *into = value.cloned().unwrap_or_default();
            return;
        }
        if !table.fixed.is_empty()
            && let Some(value) = table.fixed.get(&spot.row).and_then(|it| it.get(&column))
        {
            into.clone_from(value);
            return;
        }
        match table.makers.get(column) {
            Some(maker) => self.make(table, maker, spot, into, depth),
            None => *into = Value::Null,
        }
    }

    fn make(&self, table: &Table, maker: &Maker, spot: Spot, into: &mut Value, depth: usize) {
        match maker {
            Maker::Unwritten | Maker::Null => *into = Value::Null,
            Maker::Tenant {
                table: root,
                column,
            } => {
                let Some(root) = self.tables.get(*root) else {
                    *into = Value::Null;
                    return;
                };
                let (start, _) = root.spread.of(spot.tenant);
                let spot = root.spread.spot_in(start, spot.tenant);
                self.write_at(root, *column, spot, into, depth + 1);
            }
            Maker::Reference { foreign, column } => {
                let found = self.parent(table, *foreign, spot);
                match found.and_then(|(at, spot)| Some((self.tables.get(at)?, spot))) {
                    Some((parent, spot)) => {
                        self.write_at(parent, *column, spot, into, depth + 1);
                    }
                    None => *into = Value::Null,
                }
            }
            Maker::Digit(digit) => *into = self.digit(table, *digit, spot),
            Maker::Own { own, null, key } => {
                let mut stream = Stream::new(*key, spot.row, 0);
                if *null > 0.0 && stream.chance(*null) {
                    *into = Value::Null;
                    return;
                }
                let mut place = Place {
                    number: table.number(spot),
                    row: spot.row,
                    tenant: spot.tenant,
                    nth: spot.nth(),
                    count: spot.count,
                    table: table.key,
                    stream: &mut stream,
                };
                own.write(&mut place, into);
            }
            Maker::After {
                column,
                own,
                least,
                most,
                key,
            } => {
                self.make(table, own, spot, into, depth);
                if into.is_null() {
                    return;
                }
                let mut before = Value::Null;
                self.write_at(table, *column, spot, &mut before, depth + 1);
                let mut stream = Stream::new(*key, spot.row, 0);
                // The same chance decides of the null and of the difference:
                // what is left of it after the null is even again.
                stream.bits();
                let step = least + (most - least).max(0.0) * stream.unit();
                after(&before, step, into);
            }
            Maker::Pooled { pool, part, open } => {
                let pool = table.pools.get(*pool);
                let drawn = pool.and_then(|it| {
                    let mut stream = Stream::new(it.key, spot.row, 0);
                    Some((draws::weighted(&it.rows, &mut stream)?, stream))
                });
                match drawn.and_then(|(row, stream)| Some((row.get(*part)?, stream))) {
                    Some((Part::Value(value), _)) => into.clone_from(value),
                    Some((Part::Template(text), mut stream)) => {
                        for _ in 0..*part {
                            stream.bits();
                        }
                        let other = |name: &Ident| {
                            let mut value = Value::Null;
                            if let Some(at) = table.shape.place(name) {
                                self.write_at(table, at, spot, &mut value, depth + 1);
                            }
                            value
                        };
                        let filling = Filling {
                            number: table.number(spot),
                            tenant: spot.tenant,
                            other: &other,
                        };
                        let text_type = ValueType::text();
                        let column = pool.and_then(|it| it.columns.get(*part));
                        let of = column.and_then(|it| table.shape.columns.get(*it));
                        let of = of.map_or(&text_type, |it| &it.r#type);
                        template::value(text, of, &mut stream, filling, into);
                    }
                    Some((Part::Open, _)) => self.make(table, open, spot, into, depth),
                    None => *into = Value::Null,
                }
            }
        }
    }

    fn digit(&self, table: &Table, digit: usize, spot: Spot) -> Value {
        let Arrangement::By { digits, .. } = &table.arrangement else {
            return Value::Null;
        };
        let mut number = table.arrangement.place(self, table, spot).number;
        for (n, it) in digits.iter().enumerate() {
            let size = it.domain.size().max(1);
            if n == digit {
                return it.domain.at(number % size);
            }
            number /= size;
        }
        Value::Null
    }

    /// Returns where a tenant's rows of a table begin, and how many there are.
    pub(crate) fn count_of(&self, table: usize, tenant: u64) -> (u64, u64) {
        self.tables
            .get(table)
            .map_or((0, 0), |it| it.spread.of(tenant))
    }
}

/// Makes a value so much more than another.
fn after(before: &Value, more: f64, into: &mut Value) {
    #[expect(clippy::cast_possible_truncation, reason = "a bounded difference")]
    let step = more as i64;
    match (before, &mut *into) {
        (Value::Int(before), Value::Int(it)) | (Value::Timestamp(before), Value::Timestamp(it)) => {
            *it = before.saturating_add(step);
        }
        (Value::Date(before), Value::Date(it)) => {
            *it = before.saturating_add(i32::try_from(step / own::DAY).unwrap_or_default());
        }
        (Value::Date(before), Value::Timestamp(it)) => {
            *it = (i64::from(*before) * own::DAY).saturating_add(step);
        }
        (Value::Time(before), Value::Time(it)) => {
            *it = before.saturating_add(step).min(own::DAY - 1);
        }
        (Value::Float(before), Value::Float(it)) => *it = before + more,
        (
            Value::Decimal { units, scale },
            Value::Decimal {
                units: it,
                scale: other,
            },
        ) if scale == other => *it = units.saturating_add(i128::from(step)),
        _ => {}
    }
}

impl Rows for Dataset {
    fn cursor(&self, table: usize) -> Box<dyn Cursor + '_> {
        let written = self.job_table(table);
        Box::new(TableCursor {
            dataset: self,
            table: written,
            spot: Spot {
                row: 0,
                tenant: 0,
                start: 0,
                count: 0,
            },
            columns: written.map(Table::written).unwrap_or_default(),
        })
    }
}

/// Makes rows of one table; keeps whose row the last one was.
struct TableCursor<'a> {
    dataset: &'a Dataset,
    table: Option<&'a Table>,
    spot: Spot,
    columns: Vec<usize>,
}

impl Cursor for TableCursor<'_> {
    fn row(&mut self, number: u64, values: &mut [Value]) {
        let Some(table) = self.table else {
            return;
        };
        self.spot = if self.spot.holds(number) {
            Spot {
                row: number,
                ..self.spot
            }
        } else {
            table.spread.spot(number)
        };
        for (value, column) in values.iter_mut().zip(&self.columns) {
            self.dataset.write(table, *column, self.spot, value);
        }
    }
}
