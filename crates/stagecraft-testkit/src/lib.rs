//! Databases, case folders and redactions for the tests of the other crates.
