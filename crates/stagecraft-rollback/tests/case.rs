//! Case folders: those of `stagecraft-catalog`, read as its own tests read them, and
//! ours, about what comes and goes together.

use std::path::Path;

use tokio_postgres::Client;

/// A change of the catalog.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// The folder's name.
    pub(crate) name: String,
    before: String,
    after: String,
}

/// How a file says that its statements are transactions of their own.
const ALONE: &str = "-- statement by statement\n";

impl Case {
    /// Reads the cases that a server of this version can have; with `CASE` in
    /// the environment those whose paths contain it.
    pub(crate) fn all(major: u16) -> Vec<Self> {
        let only = std::env::var("CASE").unwrap_or_default();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = ["../stagecraft-catalog/tests/cases", "tests/cases"]
            .into_iter()
            .flat_map(|it| std::fs::read_dir(root.join(it)).unwrap())
            .map(|it| it.unwrap().path());
        let mut cases: Vec<_> = folders
            .filter(|it| it.is_dir() && it.to_str().unwrap().contains(&only))
            .map(|it| Self::read(&it))
            .filter(|it| it.since() <= major)
            .collect();
        cases.sort_by(|one, other| one.name.cmp(&other.name));
        assert!(!cases.is_empty());
        cases
    }

    fn read(folder: &Path) -> Self {
        let text = |file| std::fs::read_to_string(folder.join(file)).unwrap();
        Self {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            before: text("before.sql"),
            after: text("after.sql"),
        }
    }

    /// The first version that has what the case is about.
    fn since(&self) -> u16 {
        let line = self.before.lines().next().unwrap_or_default();
        line.strip_prefix("-- since ")
            .map_or(0, |it| it.parse().unwrap())
    }

    /// Returns whether the change can be made in a transaction.
    pub(crate) fn is_one_transaction(&self) -> bool {
        !self.after.starts_with(ALONE)
    }

    /// Makes what the change is made to.
    pub(crate) async fn prepare(&self, client: &Client) {
        run(client, &self.before).await;
    }

    /// Makes the change.
    pub(crate) async fn change(&self, client: &Client) {
        run(client, &self.after).await;
    }
}

/// Runs a file, statement by statement where it says so; one after `-- fails`
/// must fail.
async fn run(client: &Client, sql: &str) {
    let Some(sql) = sql.strip_prefix(ALONE) else {
        let outcome = client.batch_execute(sql).await;
        let said = outcome.as_ref().err().and_then(|it| it.as_db_error());
        assert!(outcome.is_ok(), "{sql}: {said:?}");
        return;
    };
    for statement in sql.split_inclusive(";\n") {
        let outcome = client.batch_execute(statement).await;
        assert_eq!(
            outcome.is_err(),
            statement.starts_with("-- fails"),
            "{statement}"
        );
    }
}
