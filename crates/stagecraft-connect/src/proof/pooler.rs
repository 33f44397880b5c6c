//! Tells what stands between us and the backends.
//!
//! A backend is known by its process id and the time of its start.
//!
//! 1. Two open sessions that meet one backend, or one session that meets two,
//!    show a transaction pooler: nothing else can make that happen.
//! 2. A backend that is older than the session it serves, or that outlives
//!    its session and is met again, shows a session pooler.
//! 3. A backend that was made for its session and ends with it shows that
//!    there is none.

use std::time::Duration;

use super::backend::{Backend, ask, is_alive};
use super::document::{PoolerDocument, PoolerMode, ServerDocument};
use super::statement::{one_row, run, text};
use crate::{Error, Peer, Session, Target};

/// How many sessions hold a transaction open at most while the first one
/// looks whether it still has its backend.
const HOLDERS: usize = 2;

/// How often the first session looks.
const LOOKS: usize = 4;

/// How long a session waits for a backend before the pool counts as full.
const PATIENCE: Duration = Duration::from_secs(3);

/// How often a new session is made to see whether it meets an old backend;
/// the pauses between add up to about a second.
const RETURNS: u32 = 6;

const PAUSE: Duration = Duration::from_millis(20);

/// Observes the mode; closes `session` and all that it opens.
pub(super) async fn observe(
    target: &Target,
    session: Session,
    server: &ServerDocument,
) -> Result<PoolerDocument, Error> {
    let mut evidence = vec![addresses(&session, server)];
    let is_relayed = matches!(session.route().peer, Peer::Tcp(_)) && server.address.is_none();
    if refuses_transactions(&session).await? {
        evidence.push("the pooler refuses transactions".to_owned());
        return Ok(PoolerDocument {
            mode: PoolerMode::Statement,
            evidence,
        });
    }
    let mut held = hold(target, &session, &mut evidence).await?;
    let mode = if held.is_shared || !keeps_settings(&session, &mut evidence).await? {
        session.close().await;
        PoolerMode::Transaction
    } else if held.is_pooled {
        session.close().await;
        PoolerMode::Session
    } else {
        let witness = held.sessions.pop();
        let first = ask(&session).await?;
        session.close().await;
        let mode = come_back(target, &first, witness.as_ref(), &mut evidence).await?;
        held.sessions.extend(witness);
        mode
    };
    for holder in held.sessions {
        holder.close().await;
    }
    if mode == PoolerMode::Direct && is_relayed {
        evidence.push(
            "yet the server was reached by its socket although TCP was dialled: something that \
             keeps no backends stands in between"
                .to_owned(),
        );
        return Ok(PoolerDocument {
            mode: PoolerMode::Session,
            evidence,
        });
    }
    Ok(PoolerDocument { mode, evidence })
}

fn addresses(session: &Session, server: &ServerDocument) -> String {
    let dialled = &session.route().peer;
    match (&server.address, server.port) {
        (Some(address), Some(port)) => {
            format!("dialled {dialled}; the server calls itself {address} port {port}")
        }
        _ => format!("dialled {dialled}; the server was reached by its socket"),
    }
}

async fn refuses_transactions(session: &Session) -> Result<bool, Error> {
    const DOING: &str = "beginning a transaction";
    match run(session, DOING, "begin").await {
        Ok(_) => run(session, DOING, "commit").await.map(|_| false),
        Err(Error::Statement { message, .. }) if message.contains("statement pooling") => Ok(true),
        Err(error) => Err(error),
    }
}

/// What was seen while other sessions held transactions open.
struct Held {
    /// The other sessions, their transactions ended.
    sessions: Vec<Session>,
    /// Two sessions met one backend, or one met two.
    is_shared: bool,
    /// A session met a backend that is older than itself.
    is_pooled: bool,
}

/// Lets other sessions take backends and looks what becomes of the first's.
async fn hold(
    target: &Target,
    session: &Session,
    evidence: &mut Vec<String>,
) -> Result<Held, Error> {
    let first = ask(session).await?;
    let mut held = Held {
        sessions: Vec::new(),
        is_shared: false,
        is_pooled: false,
    };
    while held.sessions.len() < HOLDERS && !held.is_shared {
        let before = ask(session).await?;
        let theirs = match further(target).await? {
            Further::Holds(holder, theirs) => {
                held.sessions.push(*holder);
                theirs
            }
            Further::Refused => {
                evidence.push("a further session was refused".to_owned());
                break;
            }
            Further::Starved => {
                evidence.push(format!(
                    "a further session was let in and got no backend within {} s",
                    PATIENCE.as_secs()
                ));
                held.is_pooled = true;
                break;
            }
        };
        if theirs.is(&first) || theirs.is(&before) {
            evidence.push(format!(
                "two open sessions met the same backend (pid {})",
                theirs.pid
            ));
            held.is_shared = true;
        } else if theirs.started < before.asked && !held.is_pooled {
            evidence.push(format!(
                "a new session met a backend that was there before it (pid {})",
                theirs.pid
            ));
            held.is_pooled = true;
        }
        for _ in 0..LOOKS {
            let now = match tokio::time::timeout(PATIENCE, ask(session)).await {
                Ok(now) if !held.is_shared => now?,
                _ => break,
            };
            if !now.is(&first) {
                evidence.push(format!(
                    "one session met two backends (pid {}, then {})",
                    first.pid, now.pid
                ));
                held.is_shared = true;
            }
        }
    }
    for holder in &held.sessions {
        run(holder, "ending a transaction", "rollback").await?;
    }
    if !held.is_shared {
        evidence.push(format!(
            "every transaction of a session met the same backend (pid {}) while {} other \
             session{} held transactions open",
            first.pid,
            held.sessions.len(),
            if held.sessions.len() == 1 { "" } else { "s" }
        ));
    }
    Ok(held)
}

/// What became of a further session.
enum Further {
    /// It has a backend and a transaction on it.
    Holds(Box<Session>, Backend),
    /// It could not be opened.
    Refused,
    /// It was let in and then got no backend: a server that lets a session in
    /// has made its backend, so it was not the server who let it in.
    Starved,
}

/// Opens a session and a transaction in it.
async fn further(target: &Target) -> Result<Further, Error> {
    let Ok(session) = target.connect().await else {
        return Ok(Further::Refused);
    };
    let taking = async {
        run(&session, "beginning a transaction", "begin").await?;
        ask(&session).await
    };
    if let Ok(backend) = tokio::time::timeout(PATIENCE, taking).await {
        return Ok(Further::Holds(Box::new(session), backend?));
    }
    session.abandon();
    Ok(Further::Starved)
}

/// Looks whether a session's setting is there in its next transactions. Only
/// asked of a session that keeps its backend, so that the setting is taken
/// back where it was made.
async fn keeps_settings(session: &Session, evidence: &mut Vec<String>) -> Result<bool, Error> {
    const DOING: &str = "looking whether a setting lasts";
    run(
        session,
        DOING,
        "select pg_catalog.set_config('stagecraft.proof', 'set', false)",
    )
    .await?;
    let mut keeps = true;
    for _ in 0..LOOKS {
        let sql = "select pg_catalog.current_setting('stagecraft.proof', true)";
        let row = one_row(session, DOING, sql).await?;
        keeps &= text(&row, 0) == Some("set");
    }
    run(session, DOING, "reset stagecraft.proof").await?;
    evidence.push(if keeps {
        "a session's setting lasted beyond its transaction".to_owned()
    } else {
        "a session's setting was gone in a later transaction".to_owned()
    });
    Ok(keeps)
}

/// Makes new sessions until one meets an old backend or the backend of the
/// session that ended is gone.
async fn come_back(
    target: &Target,
    first: &Backend,
    witness: Option<&Session>,
    evidence: &mut Vec<String>,
) -> Result<PoolerMode, Error> {
    for attempt in 0..RETURNS {
        let before = match witness {
            Some(witness) => Some(ask(witness).await?.asked),
            None => None,
        };
        let session = target.connect().await?;
        let now = ask(&session).await?;
        let is_alive = is_alive(witness.unwrap_or(&session), first).await?;
        session.close().await;
        if now.is(first) {
            evidence.push(format!(
                "a new session met the backend of one that had ended (pid {})",
                now.pid
            ));
            return Ok(PoolerMode::Session);
        }
        if before.is_some_and(|it| now.started < it) {
            evidence.push(format!(
                "a new session met a backend that was there before it (pid {})",
                now.pid
            ));
            return Ok(PoolerMode::Session);
        }
        if !is_alive {
            evidence.push(format!(
                "the backend ended with its session (pid {}), and the next session got a new one",
                first.pid
            ));
            return Ok(PoolerMode::Direct);
        }
        tokio::time::sleep(PAUSE * 2_u32.pow(attempt)).await;
    }
    evidence.push(format!(
        "the backend outlived its session (pid {})",
        first.pid
    ));
    Ok(PoolerMode::Session)
}
