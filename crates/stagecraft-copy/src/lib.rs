//! Typed rows on their way into Postgres: exactly once, in parallel, in memory
//! that does not grow with the data.
//!
//! A [`Value`] is what a column holds, a [`Codec`] how it is sent, and [`Rows`]
//! is whoever makes them: any row, in any order, from any thread. A [`Job`]
//! lists tables, columns and row counts.
//!
//! # Where things are
//!
//! | what | where |
//! |---|---|
//! | rows as bytes: binary and text COPY, CSV, SQL literals | [`encode`] |
//! | loading a database | [`load()`], in `load/` |
//! | the same job as files | [`write()`], in `files/` |
//! | what is loaded already | `load/journal.rs`: `stagecraft_seed.slices` in the database itself |
//! | who takes which piece of work when | `load/desk.rs`, `load/append.rs`, `load/replace.rs` |
//! | constraints and indexes that are taken down and put back | `load/structure.rs` |
//!
//! # Invariants
//!
//! - A slice's rows and its line in the journal are one transaction: after any
//!   crash, of either side, a slice is there once or not at all.
//! - Replacing a table is one transaction, too: nobody ever sees it without
//!   its constraints.
//! - Digests depend on rows, codecs and the slice length, never on the number
//!   of connections or the order in which slices arrive.
//! - The error of a refused row names table, slice, row and constraint; what
//!   the row holds is kept apart from its message, in [`Refusal::row_data`].
//!
//! # What it does not know
//!
//! Where rows come from, what they mean, how to connect with TLS (that is a
//! [`Connect`] of the caller's), and the types of columns: a codec that is
//! wrong for its column is noticed by the server, and only a `vector` without
//! a binary form is looked up. It loads no table of a role that is subject to
//! row security, never cascades, and prints nothing.
//!
//! - Whether the fingerprint is right: two plans of the same fingerprint are
//!   one plan, of which nothing is loaded twice.
//! - Who emptied a table of which the journal has slices: it refuses to go on.
//! - Tables outside the job: replacing is refused while one of them points at
//!   a table of the job, be it the parent of a partition that is replaced.
//! - Indexes of partitioned tables and partitions stay in place, and so does
//!   what has a tablespace, storage parameters, a statistics target or
//!   something that depends on it; the report says so.
//! - Sequences that count down are left alone.
//! - A float halfway between two neighbours may be printed with a digit less
//!   than the server would; it reads back the same.

mod codec;
pub mod encode;
mod error;
mod files;
mod job;
mod load;
mod refusal;
mod rows;
mod value;

pub use codec::Codec;
pub use error::Error;
pub use files::{FileFormat, FilesReport, Shard, Written, write};
pub use job::{ColumnJob, Job, Late, TableJob};
pub use load::{
    Connect, ConnectError, LoadOptions, LoadReport, Mode, Note, Observer, Plain, Silent,
    TableReport, load,
};
pub use refusal::Refusal;
pub use rows::{Cursor, Rows, greatest};
pub use value::Value;
