//! Vault files, DSNs, TLS, pool, pooler proof and reading a catalog snapshot.
