//! Files applied to real servers, and the history they leave.

mod files;
mod history_table;
mod support;
