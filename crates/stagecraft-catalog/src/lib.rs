//! A database's shape as a value: read queries, snapshot, digest, diff.
