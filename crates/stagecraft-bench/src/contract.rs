//! Whether the tests of row-level security notice what they should: each
//! policy, grant and view of the data layer is broken alone, and the tests
//! must then fail.

use std::collections::VecDeque;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use stagecraft_apply::Session;
use stagecraft_terminal::{Progress, Terminal};
use tokio::process::Command;

use crate::layer::{Layer, Trouble, root};
use crate::mutant::{Mutant, Tally, Verdict};

const MUTANTS: &str = include_str!("../sql/contract_mutants.sql");
const TESTS: &str = "supabase/rls_tests.sql";
/// Where the tests go through the relations of their contract.
const ALL_RELATIONS: &str = "from contract order by relation loop";

/// Tries every mutant, or those of the relation `only`, on two sandboxes.
pub(crate) async fn bench(
    major: u16,
    only: Option<&str>,
    terminal: &Terminal,
) -> Result<Tally, Trouble> {
    find_psql().await?;
    let (left, right) = tokio::try_join!(Layer::start(major), Layer::start(major))?;
    let mutants = mutants(&left.session, only).await?;
    let progress = terminal.progress("mutants", mutants.len() as u64);
    let bench = Bench {
        queue: Mutex::new(mutants),
        tally: Mutex::default(),
        tests: std::fs::read_to_string(root().join(TESTS))?,
        progress: &progress,
    };
    tokio::try_join!(bench.work(&left), bench.work(&right))?;
    progress.finish();
    tokio::try_join!(left.sandbox.stop(), right.sandbox.stop())?;
    Ok(bench
        .tally
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner))
}

async fn find_psql() -> Result<(), Trouble> {
    Command::new("psql")
        .arg("--version")
        .output()
        .await
        .map(drop)
        .map_err(|error| format!("psql is needed to run {TESTS}: {error}").into())
}

async fn mutants(session: &Session, only: Option<&str>) -> Result<VecDeque<Mutant>, Trouble> {
    let rows = session.client().query(MUTANTS, &[]).await?;
    let mut mutants = VecDeque::new();
    for row in rows {
        let mutant = Mutant {
            kind: row.try_get(0)?,
            relation: row.try_get(1)?,
            statement: row.try_get(2)?,
        };
        if only.is_none_or(|it| it == mutant.relation) {
            mutants.push_back(mutant);
        }
    }
    if mutants.is_empty() {
        let of = only.map_or_else(String::new, |it| format!(" of `{it}`"));
        return Err(format!("nothing{of} can be broken: is there such a relation?").into());
    }
    Ok(mutants)
}

/// What the two workers share.
struct Bench<'a> {
    queue: Mutex<VecDeque<Mutant>>,
    tally: Mutex<Tally>,
    /// The text of the tests.
    tests: String,
    progress: &'a Progress,
}

impl Bench<'_> {
    /// Tries mutants until none is left. The tests must pass before the first,
    /// or every mutant would count as killed, and after the last, or one has
    /// left a trace.
    async fn work(&self, layer: &Layer) -> Result<(), Trouble> {
        let short = tempfile::Builder::new().suffix(".sql").tempfile()?;
        unbroken(layer).await?;
        while let Some(mutant) = self.next() {
            self.progress.message(mutant.statement.clone());
            // The probes of its own relation come first, as they take far less time.
            // They are among all the probes, so what they kill is killed by the whole too.
            std::fs::write(short.path(), probing(&self.tests, &mutant.relation))?;
            let mut verdict = judge(layer, Some(&mutant), short.path()).await?;
            if verdict != Verdict::Killed {
                verdict = judge(layer, Some(&mutant), Path::new(TESTS)).await?;
            }
            self.tally
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .add(&mutant, &verdict);
            self.progress.step();
        }
        unbroken(layer).await
    }

    fn next(&self) -> Option<Mutant> {
        self.queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    }
}

async fn unbroken(layer: &Layer) -> Result<(), Trouble> {
    match judge(layer, None, Path::new(TESTS)).await? {
        Verdict::Survived => Ok(()),
        other => Err(format!("{TESTS} must pass where nothing is broken: {other:?}").into()),
    }
}

/// Returns the tests with the probes of one relation, or with all of them when
/// they no longer go through their contract in the known way.
fn probing(tests: &str, relation: &str) -> String {
    let one = format!(
        "from contract where relation = '{}' loop",
        relation.replace('\'', "''")
    );
    tests.replacen(ALL_RELATIONS, &one, 1)
}

/// Runs `tests` in one session, in which `mutant` was applied first. They
/// roll back what is open, as does psql's end when they fail.
async fn judge(layer: &Layer, mutant: Option<&Mutant>, tests: &Path) -> Result<Verdict, Trouble> {
    let mut command = Command::new("psql");
    command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1"]);
    if let Some(mutant) = mutant {
        command.args(["-c", "begin", "-c", &mutant.statement]);
    }
    let output = command
        .arg("-f")
        .arg(tests)
        .arg("-d")
        .arg(layer.sandbox.url())
        .env("LC_ALL", "C")
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    Ok(Verdict::of(output.status.code(), &stderr))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_probes_of_one_relation_are_left() {
        let tests = std::fs::read_to_string(root().join(TESTS)).unwrap();
        assert_eq!(tests.matches(ALL_RELATIONS).count(), 1);
        let short = probing(&tests, "it's");
        assert!(short.contains("select * from contract where relation = 'it''s' loop"));
        assert!(!short.contains(ALL_RELATIONS));
    }
}
