//! How sandboxes look, for people and for programs.

use std::fmt::Write as _;

use serde::Serialize;
use stagecraft_model::Document;
use stagecraft_terminal::{Align, Palette, Table};

use crate::{DoctorReport, Platform, SandboxAbout};

/// A sandbox with its URL, which was asked for.
#[derive(Debug, Serialize)]
pub(crate) struct StartedSandbox {
    pub(crate) url: String,
    pub(crate) sandbox: SandboxAbout,
}

/// The names of what was stopped.
#[derive(Debug, Serialize)]
pub(crate) struct StoppedSandboxes {
    pub(crate) stopped: Vec<String>,
}

/// All sandboxes of this user.
#[derive(Debug, Serialize)]
pub(crate) struct SandboxList {
    pub(crate) sandboxes: Vec<SandboxAbout>,
}

/// What `clean` did.
#[derive(Debug, Serialize)]
pub(crate) struct Cleaned {
    pub(crate) swept: usize,
    pub(crate) removed: usize,
    pub(crate) in_use: usize,
}

/// Returns the document's text; serialising these types can't fail.
pub(crate) fn json<T: Serialize>(document: &Document<T>) -> String {
    document.to_json().unwrap_or_default()
}

pub(crate) fn list(sandboxes: &[SandboxAbout], palette: Palette) -> String {
    let mut table = Table::new(
        palette,
        &[
            ("id", Align::Left),
            ("state", Align::Left),
            ("postgres", Align::Left),
            ("platform", Align::Left),
            ("port", Align::Right),
            ("since", Align::Left),
            ("owner", Align::Right),
        ],
    );
    for it in sandboxes {
        table.row(vec![
            it.id.clone(),
            if it.kept { "kept" } else { "in use" }.to_owned(),
            it.version.split(' ').next().unwrap_or_default().to_owned(),
            platform(it),
            it.tcp_port
                .map_or_else(|| "socket".to_owned(), |port| port.to_string()),
            it.made_at.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
            if it.kept {
                "-".to_owned()
            } else {
                it.owner_pid.to_string()
            },
        ]);
    }
    table.to_string()
}

fn platform(about: &SandboxAbout) -> String {
    let name = match about.platform {
        Platform::Bare => "bare",
        Platform::Supabase { auto_grants: true } => "supabase",
        Platform::Supabase { auto_grants: false } => "supabase, no automatic grants",
    };
    if about.owner_memberships {
        format!("{name}, owner memberships")
    } else {
        name.to_owned()
    }
}

pub(crate) fn doctor(report: &DoctorReport, palette: Palette) -> String {
    let mut engines = Table::new(
        palette,
        &[
            ("engine", Align::Left),
            ("server", Align::Left),
            ("from", Align::Left),
        ],
    );
    for engine in &report.engines {
        let (version, origin) = match &engine.server {
            Some(server) => (
                Palette::paint(palette.good, short(&server.version)),
                server.origin.to_string(),
            ),
            None => (Palette::paint(palette.dim, "-"), engine.npm.clone()),
        };
        engines.row(vec![engine.major.to_string(), version, origin]);
    }
    let mut text = engines.to_string();
    for engine in &report.engines {
        let names: Vec<_> = engine.stand_ins.iter().map(|it| it.name.as_str()).collect();
        if !names.is_empty() {
            let _ = writeln!(
                text,
                "
stood in for on {}: {}",
                engine.major,
                names.join(", ")
            );
        }
        for reason in &engine.refused {
            let line = format!("\nnot for {}: {reason}\n", engine.major);
            text.push_str(&Palette::paint(palette.dim, line.trim_start()));
        }
    }
    let mut rest = Table::new(palette, &[("", Align::Left), ("", Align::Left)]);
    let npm = report.npm.as_deref().unwrap_or("not installed");
    rest.row(vec!["npm".to_owned(), npm.to_owned()]);
    let user = report.server_user.as_deref().unwrap_or("the user itself");
    rest.row(vec!["server runs as".to_owned(), user.to_owned()]);
    for (name, folder) in [("cache", &report.cache), ("sandboxes", &report.run_dir)] {
        let mut line = format!("{}, {}", folder.path.display(), megabytes(folder.bytes));
        if name == "sandboxes" {
            let _ = write!(line, ", {} there", report.sandboxes);
        }
        rest.row(vec![name.to_owned(), line]);
        if let Some(problem) = &folder.problem {
            rest.row(vec![String::new(), Palette::paint(palette.bad, problem)]);
        }
    }
    text.push_str(&rest.to_string());
    text
}

fn short(version: &str) -> &str {
    version.split(' ').next().unwrap_or(version)
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}
