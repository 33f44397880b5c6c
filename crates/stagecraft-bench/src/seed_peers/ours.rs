//! Our own seeding, as a user runs it.

use std::path::{Path, PathBuf};

use tokio::process::Command;

use super::Rows;
use crate::layer::root;

/// The program as it is shipped.
fn program() -> PathBuf {
    root().join("target/release/stagecraft")
}

/// Returns why it cannot run.
pub(super) fn missing() -> Option<String> {
    (!program().exists()).then(|| "target/release/stagecraft is not built".to_owned())
}

/// Returns the command that seeds the database; its profile, which says how many
/// rows there are to be and nothing else, goes into a folder.
pub(super) fn ours(folder: &Path, url: &str, rows: Rows) -> std::io::Result<Command> {
    let Rows {
        tenants,
        users,
        orders,
    } = rows;
    let profile = folder.join("stagecraft.toml");
    std::fs::write(
        &profile,
        format!(
            "version = 1\n[table.\"public.users\"]\nrows = {users}\n[table.\"public.orders\"]\nrows = {orders}\n"
        ),
    )?;
    let mut command = Command::new(program());
    command
        .args(["seed", "load", "--quiet", "--into", "--url", url])
        .args(["--tenants", &tenants.to_string(), "--profile"])
        .arg(profile);
    Ok(command)
}
