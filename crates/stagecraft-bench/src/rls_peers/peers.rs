//! The peers: a linter with a prover, and the advisors that Supabase's own
//! command brings, fetched from their registries by their own clients.

use serde_json::Value;
use tempfile::TempDir;
use tokio::process::Command;

use super::said::Said;
use crate::layer::Trouble;
use crate::program::{last_line, npm_install, pip_install, run};

pub(super) const PGRLS: &str = "pgrls==0.57.1";
/// Whose `db advisors` asks the questions of splinter.
pub(super) const SUPABASE: &str = "supabase@2.117.0";

pub(super) struct Peers {
    folder: TempDir,
}

impl Peers {
    pub(super) async fn fetch() -> Result<Self, Trouble> {
        let folder = tempfile::tempdir()?;
        pip_install(folder.path(), PGRLS).await?;
        npm_install(folder.path(), SUPABASE).await?;
        Ok(Self { folder })
    }

    /// Asks the linter, and its prover for all three of its modes.
    pub(super) async fn pgrls(&self, url: &str) -> Result<Said, Trouble> {
        let (lint, anon, tenant, write) = tokio::try_join!(
            self.ask_pgrls(url, &["lint"]),
            self.ask_pgrls(url, &["verify", "--mode", "anon"]),
            self.ask_pgrls(url, &["verify", "--mode", "cross-tenant"]),
            self.ask_pgrls(url, &["verify", "--mode", "write"]),
        )?;
        let mut said = Said::default();
        for it in list(&lint, "violations") {
            let rule = text(it, "rule_id");
            // What is slow or badly named is no hole.
            if !rule.starts_with("PERF") && !rule.starts_with("HYG") {
                let about = format!("{} {}", text(it, "location"), text(it, "message"));
                said.add(rule, &about, text(it, "severity") == "error");
            }
        }
        for proof in [&anon, &tenant, &write] {
            for it in list(proof, "tables") {
                if text(it, "verdict") == "leak" {
                    let rule = format!("verify {}", text(proof, "mode"));
                    said.add(&rule, text(it, "table"), true);
                }
            }
        }
        Ok(said)
    }

    async fn ask_pgrls(&self, url: &str, arguments: &[&str]) -> Result<Value, Trouble> {
        let mut command = Command::new(self.folder.path().join("venv/bin/pgrls"));
        command
            .args(arguments)
            .args(["--schemas", "public", "--format", "json"])
            .args(["--database-url", url])
            .current_dir(self.folder.path());
        // It ends with 1 when it found something.
        let output = run(&mut command).await?;
        serde_json::from_slice(&output.stdout)
            .map_err(|_| format!("pgrls {arguments:?}: {}", last_line(&output)).into())
    }

    /// Asks the advisors about security.
    pub(super) async fn advisors(&self, url: &str) -> Result<Said, Trouble> {
        let mut command = Command::new(self.folder.path().join("node_modules/.bin/supabase"));
        command
            .args(["db", "advisors", "--type", "security", "--level", "info"])
            .args(["--fail-on", "none", "--output-format", "json", "--db-url"])
            .arg(format!("{url}?sslmode=disable"))
            .current_dir(self.folder.path());
        let output = run(&mut command).await?;
        let answer: Value = serde_json::from_slice(&output.stdout)
            .map_err(|_| format!("supabase db advisors: {}", last_line(&output)))?;
        if answer.get("results").is_none() {
            return Err(format!("supabase db advisors: {answer}").into());
        }
        let mut said = Said::default();
        for it in list(&answer, "results") {
            let about = format!("{} {}", text(it, "cacheKey"), text(it, "detail"));
            said.add(text(it, "name"), &about, text(it, "level") == "ERROR");
        }
        Ok(said)
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
