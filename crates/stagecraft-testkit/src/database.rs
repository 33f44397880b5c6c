//! A fresh sandbox for a test, and clients of it.

use stagecraft_sandbox::{Sandbox, SandboxConfig, stop_on_signals};
use tokio_postgres::{Client, Config, NoTls};

/// Returns the major versions that tests run against: 15 and 17, or the list
/// in `STAGECRAFT_TEST_MAJORS`, as `15,16,17,18`.
///
/// # Panics
///
/// When the list has no number or something that is none.
pub fn majors() -> Vec<u16> {
    let Ok(list) = std::env::var("STAGECRAFT_TEST_MAJORS") else {
        return vec![15, 17];
    };
    let majors: Vec<u16> = list.split(',').map(|it| parse_major(it.trim())).collect();
    assert!(!majors.is_empty(), "STAGECRAFT_TEST_MAJORS is empty");
    majors
}

#[expect(clippy::panic, reason = "a test must not go on with another server")]
fn parse_major(text: &str) -> u16 {
    text.parse()
        .unwrap_or_else(|_| panic!("STAGECRAFT_TEST_MAJORS: `{text}` is not a number"))
}

/// Starts a sandbox with the Supabase platform, for one test alone. Ctrl-C
/// takes it away, too.
///
/// # Panics
///
/// When it can't be started; the message says why and what to do.
pub async fn sandbox(major: u16) -> Sandbox {
    let started = match stop_on_signals() {
        Ok(()) => Sandbox::start(&SandboxConfig::new(major)).await,
        Err(error) => Err(error),
    };
    started.unwrap_or_else(|error| fail(&error))
}

/// Connects as `postgres`, who is no superuser.
///
/// # Panics
///
/// When the sandbox does not answer.
pub async fn client(sandbox: &Sandbox) -> Client {
    connect(sandbox.config()).await
}

/// Connects as `supabase_admin`, the superuser.
///
/// # Panics
///
/// When the sandbox does not answer.
pub async fn admin_client(sandbox: &Sandbox) -> Client {
    connect(sandbox.admin_config()).await
}

async fn connect(config: Config) -> Client {
    let (client, connection) = config
        .connect(NoTls)
        .await
        .unwrap_or_else(|error| fail(&error));
    tokio::spawn(connection);
    client
}

#[expect(clippy::panic, reason = "a test without its server has failed")]
fn fail(error: &dyn std::error::Error) -> ! {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    panic!("no sandbox: {message}")
}
