//! `stagecraft-connect prove`.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use stagecraft_model::{Document, Fault as _, Verdict};
use stagecraft_terminal::{Align, ExitStatus, Format, Table, Terminal};

use crate::log::Log;
use crate::{Error, PoolerProof, ProofOptions, SCHEMA, Secret, Target, TargetArgs, prove, vault};

/// Connect and prove what is at the other end.
#[derive(Debug, Args)]
pub struct ProveArgs {
    /// Which database
    #[command(flatten)]
    pub target: TargetArgs,
    /// Append what is seen to this file, each line with its time
    #[arg(long, value_name = "FILE", help_heading = "Proof")]
    pub log: Option<PathBuf>,
    /// Fail with exit code 1 unless an IPv4 address was used
    #[arg(long, help_heading = "Proof")]
    pub require_ipv4: bool,
    /// Measure so many round trips
    #[arg(long, value_name = "N", default_value_t = 20, help_heading = "Proof", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub round_trips: u16,
    /// Catches an address without an option, which would be echoed otherwise
    #[arg(hide = true)]
    pub stray: Vec<Secret>,
}

impl ProveArgs {
    pub(super) fn run(&self, terminal: Terminal) -> Result<ExitStatus, Error> {
        if !self.stray.is_empty() {
            return Err(Error::StrayArgument);
        }
        let mut log = self.open_log()?;
        let mut note = |text: &str| match &mut log {
            Some(log) => log.line(Timestamp::now(), text),
            None => Ok(()),
        };
        note("start")?;
        match self.proof(terminal, &mut note) {
            Ok(proof) => {
                for line in lines(&proof) {
                    note(&line)?;
                }
                let status = ExitStatus::from(proof.verdict());
                note(&format!("end exit={}", status.code()))?;
                show(terminal, proof)?;
                Ok(status)
            }
            Err(error) => {
                note(&chain(&error))?;
                note(&format!(
                    "end exit={}",
                    ExitStatus::from(error.class()).code()
                ))?;
                Err(error)
            }
        }
    }

    fn open_log(&self) -> Result<Option<Log>, Error> {
        let Some(path) = &self.log else {
            return Ok(None);
        };
        if let Some(vault) = &self.target.vault
            && vault::is_same_file(path, vault)
        {
            return Err(Error::LogIsVault { path: path.clone() });
        }
        Log::open(path).map(Some)
    }

    fn proof(
        &self,
        terminal: Terminal,
        note: &mut impl FnMut(&str) -> Result<(), Error>,
    ) -> Result<PoolerProof, Error> {
        let target = self.target.resolve()?;
        note(&format!("target {} from {}", target.dsn(), target.origin()))?;
        let options = ProofOptions {
            require_ipv4: self.require_ipv4,
            round_trips: usize::from(self.round_trips),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::Runtime)?;
        let proven = runtime.block_on(prove(&target, options, Timestamp::now));
        // Without a proof to carry them, what is wrong with the vault is said
        // here.
        if proven.is_err() {
            terminal.findings(target.findings(), &());
            note_findings(&target, note)?;
        }
        proven
    }
}

fn note_findings(
    target: &Target,
    note: &mut impl FnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    for finding in target.findings() {
        note(&format!("finding {}: {}", finding.rule, finding.message))?;
    }
    Ok(())
}

fn chain(error: &Error) -> String {
    let mut text = format!("error {error}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// What a log keeps of a proof.
fn lines(proof: &PoolerProof) -> Vec<String> {
    let mut lines: Vec<String> = rows(proof)
        .into_iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    lines.extend(
        proof
            .findings
            .iter()
            .map(|it| format!("finding {}: {}", it.rule, it.message)),
    );
    lines
}

fn show(terminal: Terminal, proof: PoolerProof) -> Result<(), Error> {
    if terminal.format() == Format::Json {
        let text = Document::new(SCHEMA, proof.clock.asked_at, proof)
            .to_json()
            .map_err(Error::Document)?;
        terminal.data(&text);
        return Ok(());
    }
    terminal.findings(&proof.findings, &());
    let mut table = Table::new(
        terminal.palette(),
        &[("proof", Align::Left), ("", Align::Left)],
    );
    for (name, value) in rows(&proof) {
        table.row(vec![name.to_owned(), value]);
    }
    let verdict = match proof.verdict() {
        Verdict::Held => "held",
        Verdict::Unproven => "not proven",
        Verdict::NotHeld => "did not hold",
    };
    table.row(vec!["verdict".to_owned(), verdict.to_owned()]);
    terminal.data(&table.to_string());
    Ok(())
}

fn rows(proof: &PoolerProof) -> Vec<(&'static str, String)> {
    let join = |addresses: Vec<String>| match addresses.as_slice() {
        [] => "none".to_owned(),
        _ => addresses.join(", "),
    };
    let resolved = &proof.route.resolved;
    let mut rows = vec![
        ("named by", proof.target.origin.to_string()),
        ("address", proof.target.address.clone()),
        ("host", proof.target.host.clone()),
    ];
    if !resolved.ipv4.is_empty() || !resolved.ipv6.is_empty() {
        let ipv4 = resolved.ipv4.iter().map(ToString::to_string).collect();
        let ipv6 = resolved.ipv6.iter().map(ToString::to_string).collect();
        rows.push(("A records", join(ipv4)));
        rows.push(("AAAA records", join(ipv6)));
    }
    rows.push((
        "reached by",
        format!("{} {}", proof.route.family, proof.route.dialled),
    ));
    rows.push(("TLS", tls(proof)));
    if let Some(certificate) = proof.tls.as_ref().and_then(|it| it.certificate.as_ref()) {
        let text = format!(
            "{}, by {}, until {}",
            certificate.subject, certificate.issuer, certificate.not_after
        );
        rows.push(("certificate", text));
    }
    let server = &proof.server;
    let replica = if server.in_recovery {
        ", a replica"
    } else {
        ""
    };
    rows.push(("server", format!("PostgreSQL {}{replica}", server.version)));
    rows.push(("database", server.database.clone()));
    rows.push(("role", server.role.clone()));
    rows.push((
        "server's address",
        match (&server.address, server.port) {
            (Some(address), Some(port)) => format!("{address} port {port}"),
            _ => "a socket".to_owned(),
        },
    ));
    let clock = &proof.clock;
    rows.push((
        "clock skew",
        format!("{:+.1} ms ± {:.1} ms", clock.skew_ms, clock.uncertainty_ms),
    ));
    let trip = &proof.round_trip;
    rows.push((
        "round trip",
        format!(
            "p50 {:.2} ms, p95 {:.2} ms of {}",
            trip.p50_ms, trip.p95_ms, trip.n
        ),
    ));
    rows.push(("pooler", proof.pooler.mode.to_string()));
    for evidence in &proof.pooler.evidence {
        rows.push(("", evidence.clone()));
    }
    rows
}

fn tls(proof: &PoolerProof) -> String {
    let Some(tls) = &proof.tls else {
        return format!("none (`sslmode={}`)", proof.target.ssl_mode);
    };
    let checked = match tls.verification {
        crate::Verification::None => "certificate not checked",
        crate::Verification::Chain => "certificate's chain checked",
        crate::Verification::ChainAndName => "certificate's chain and name checked",
    };
    format!("{} {}, {checked}", tls.version, tls.cipher)
}
