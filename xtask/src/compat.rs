//! `compat`: the history table is the same whoever applies, the Supabase CLI
//! or us, and each agrees with the other's work.

#![expect(
    clippy::indexing_slicing,
    reason = "a missing key of a JSON value is null, not a panic"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::shell::{Failure, Outcome, cargo, root, run, say};

/// The version whose behaviour the compatibility contract describes.
const CLI: &str = "supabase@3.1.0";

/// Fetches the Supabase CLI into a temporary folder and compares.
pub(crate) fn check(engine: u16) -> Outcome {
    run(cargo().args(["build", "--locked", "--quiet", "--package", "stagecraft"]))?;
    let work = std::env::temp_dir().join(format!("stagecraft-compat-{}", std::process::id()));
    std::fs::create_dir_all(work.join("project"))
        .map_err(|error| Failure::new(format!("{}: {error}", work.display())))?;
    let outcome = compare(&work, engine);
    drop(std::fs::remove_dir_all(&work));
    outcome
}

fn compare(work: &Path, engine: u16) -> Outcome {
    run(Command::new("npm")
        .args(["install", "--no-save", "--silent", "--prefix"])
        .arg(work)
        .arg(CLI))?;
    run(Command::new("cp")
        .arg("-r")
        .arg(root().join("supabase"))
        .arg(work.join("project")))?;
    let stage = Stage {
        cli: work.join("node_modules/.bin/supabase"),
        project: work.join("project"),
        engine,
    };

    say("the Supabase CLI after our apply");
    let listed = stage.sandboxed(
        r#""$STAGECRAFT" apply run "$PROJECT" --quiet >&2 &&
           "$SUPABASE" migration list --remote="$DATABASE_URL" --workdir "$PROJECT" --output-format json"#,
    )?;
    let rows = listed["migrations"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let apart: Vec<_> = rows
        .iter()
        .filter(|it| it["local"] != it["remote"])
        .collect();
    agree(
        "the Supabase CLI",
        rows.len(),
        &format!("{apart:?}"),
        apart.is_empty(),
    )?;

    say("our status after the CLI's push");
    let plan = stage.sandboxed(
        r#""$SUPABASE" db push --remote="$DATABASE_URL" --workdir "$PROJECT" --yes >&2 &&
           "$STAGECRAFT" apply status "$PROJECT" --quiet --format json"#,
    )?;
    let rows = plan["body"]["migrations"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let apart: Vec<_> = rows
        .iter()
        .filter(|it| it["state"] != "applied")
        .map(|it| format!("{} {}", it["path"], it["state"]))
        .collect();
    agree(
        "stagecraft",
        rows.len(),
        &apart.join(", "),
        apart.is_empty(),
    )
}

/// Says that `who` finds every migration applied with the statements that the
/// other one wrote, or fails with what it finds apart.
fn agree(who: &str, count: usize, apart: &str, same: bool) -> Outcome {
    if count == 0 || !same {
        return Err(Failure::new(format!(
            "{who} sees {count} migrations; apart: {apart}"
        )));
    }
    say(&format!("{who} agrees on all {count} migrations"));
    Ok(())
}

struct Stage {
    cli: PathBuf,
    project: PathBuf,
    engine: u16,
}

impl Stage {
    /// Returns the JSON that a shell script prints, run with the `DATABASE_URL` of a fresh sandbox.
    fn sandboxed(&self, script: &str) -> Result<Value, Failure> {
        let stagecraft = root().join("target/debug/stagecraft");
        let output: Output = Command::new(&stagecraft)
            .args(["sandbox", "run", "--engine", &self.engine.to_string()])
            .args(["--", "sh", "-c", script])
            .env("STAGECRAFT", &stagecraft)
            .env("SUPABASE", &self.cli)
            .env("PROJECT", &self.project)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Failure::new(format!("could not run a sandbox: {error}")))?;
        if output.status.success() {
            return serde_json::from_slice(&output.stdout)
                .map_err(|error| Failure::new(format!("no JSON from the script: {error}")));
        }
        Err(Failure::new(format!(
            "{}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )))
    }
}
