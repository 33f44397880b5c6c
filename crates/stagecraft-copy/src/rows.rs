//! Whoever makes rows.

use crate::{TableJob, Value};

/// Rows of several tables, each a function of its table and its number.
pub trait Rows: Send + Sync {
    /// Returns something that makes rows of one table; a table is known by its
    /// place in the job.
    fn cursor(&self, table: usize) -> Box<dyn Cursor + '_>;
}

/// Makes rows of one table.
pub trait Cursor: Send {
    /// Writes the values of row `number`, in the order of the job's columns.
    ///
    /// Whatever was asked before, the same number gives the same values.
    fn row(&mut self, number: u64, values: &mut [Value]);
}

/// Returns, of each column of a table, the greatest whole number above 0 in its
/// first row and its last: where rows are counted, the greatest of all.
pub fn greatest(rows: &dyn Rows, place: usize, table: &TableJob) -> Vec<Option<i64>> {
    let mut greatest = vec![None; table.columns.len()];
    let Some(last) = table.rows.checked_sub(1) else {
        return greatest;
    };
    let mut cursor = rows.cursor(place);
    let mut values = vec![Value::Null; table.columns.len()];
    for number in [0, last] {
        cursor.row(number, &mut values);
        for (greatest, value) in greatest.iter_mut().zip(&values) {
            if let Value::Int(it @ 1..) = value {
                *greatest = (*greatest).max(Some(*it));
            }
        }
    }
    greatest
}
