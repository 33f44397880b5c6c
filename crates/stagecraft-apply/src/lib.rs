//! Applies a plan to a database session, history row included.
