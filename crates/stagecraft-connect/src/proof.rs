//! The proof of what is at the other end of a target, observed and not
//! believed.

mod backend;
mod document;
mod facts;
mod pooler;
mod round_trip;
mod statement;

use jiff::Timestamp;

pub use document::{
    AddressFamily, ClockDocument, PoolerDocument, PoolerMode, PoolerProof, RoundTripDocument,
    RouteDocument, SCHEMA, ServerDocument,
};

use crate::{Error, Target};

/// What a proof asks for.
#[derive(Debug, Clone, Copy)]
pub struct ProofOptions {
    /// Anything but an IPv4 address in use is an error finding.
    pub require_ipv4: bool,
    /// How many round trips are measured, at least 1.
    pub round_trips: usize,
}

impl Default for ProofOptions {
    fn default() -> Self {
        Self {
            require_ipv4: false,
            round_trips: 20,
        }
    }
}

/// Connects to `target` and observes the way there and the server; `clock`
/// says what time it is here.
///
/// Opens up to six sessions at a time, changes nothing, and closes them all.
/// What does not hold is an error finding in the proof; that no session comes
/// about is the error.
pub async fn prove(
    target: &Target,
    options: ProofOptions,
    clock: impl Fn() -> Timestamp,
) -> Result<PoolerProof, Error> {
    let session = target.connect().await?;
    let route = session.route().clone();
    let server = facts::read(&session).await?;
    let measured = round_trip::measure(&session, options.round_trips.max(1), &clock).await?;
    let pooler = pooler::observe(target, session, &server).await?;
    let mut proof = PoolerProof {
        target: target.describe(),
        route: RouteDocument::new(&route),
        tls: route.tls,
        server,
        clock: measured.clock,
        round_trip: measured.round_trip,
        pooler,
        findings: target.findings().to_vec(),
    };
    let observed = document::findings(target, &proof, options);
    proof.findings.extend(observed);
    Ok(proof)
}
