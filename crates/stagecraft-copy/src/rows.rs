//! Whoever makes rows.

use crate::Value;

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
