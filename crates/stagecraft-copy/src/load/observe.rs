//! Who is told how far it is.

/// Is told how far loading is; called from several threads.
pub trait Observer: Send + Sync {
    /// So many rows of a table are sent, those of earlier calls included.
    fn progress(&self, table: usize, rows_done: u64) {
        let _ = (table, rows_done);
    }

    /// A table is complete, but for what is set late.
    fn table_done(&self, table: usize) {
        let _ = table;
    }
}

/// Listens to nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {}
