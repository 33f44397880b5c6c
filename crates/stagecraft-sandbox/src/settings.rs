//! How the server is configured: as the platform where it shows, as fast as
//! possible where it does not.

use std::fmt::Write as _;

use crate::server::Server;

/// What initdb is told. `C.UTF-8` is the platform's locale; macOS lacks it.
pub(crate) const INITDB: &[&str] = &[
    "--username=supabase_admin",
    "--encoding=UTF8",
    if cfg!(target_os = "macos") {
        "--locale=C"
    } else {
        "--locale=C.UTF-8"
    },
    "--auth=trust",
    "--no-sync",
    "--no-instructions",
    // Most of a new cluster's bytes would be empty log.
    "--wal-segsize=1",
];

/// Who may enter. The socket's folder is private; TCP asks for the password.
pub(crate) const HBA: &str = "\
local all all trust
local replication all trust
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
";

const COMMON: &str = "\
# Nothing here has to survive a crash.
fsync = off
synchronous_commit = off
full_page_writes = off
wal_init_zero = off
wal_recycle = off
min_wal_size = '2MB'
max_wal_size = '1GB'
checkpoint_timeout = '1h'
bgwriter_lru_maxpages = 0
# Statistics, locks and timings depend on the migrations alone.
autovacuum = off
# As on the platform, so that publications, slots and the amount of log are the same.
wal_level = logical
max_wal_senders = 10
max_replication_slots = 10
max_connections = 100
shared_buffers = '128MB'
password_encryption = 'scram-sha-256'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, mdy'
default_text_search_config = 'pg_catalog.english'
listen_addresses = ''
unix_socket_permissions = 0700
# Statements may hold secrets.
log_min_error_statement = panic
log_min_messages = warning
log_checkpoints = off
ssl = off
";

/// Returns the server's configuration file.
pub(crate) fn postgresql_conf(server: &Server) -> String {
    let mut text = COMMON.to_owned();
    if server.has_library("pg_stat_statements") {
        let _ = writeln!(text, "shared_preload_libraries = 'pg_stat_statements'");
        // What made the template is not the sandbox's history.
        let _ = writeln!(text, "pg_stat_statements.save = off");
    }
    text
}
