//! Rules about the code itself, as checks that CI and the tests run.

mod architecture;
mod files;
mod links;
mod manifests;
mod sources;
mod sql;
mod workspace;

use crate::shell::{Failure, Outcome, root, say};

/// One broken rule: where, and what to do.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Complaint {
    /// The file, relative to the root.
    pub(crate) file: String,
    /// What is wrong and what to do.
    pub(crate) message: String,
}

impl Complaint {
    pub(crate) fn new(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            message: message.into(),
        }
    }
}

/// Runs every check and prints what it finds.
pub(crate) fn run() -> Outcome {
    let complaints = all()?;
    for complaint in &complaints {
        say(&format!("{}: {}", complaint.file, complaint.message));
    }
    match complaints.len() {
        0 => {
            say("tidy: all rules hold");
            Ok(())
        }
        count => Err(Failure::new(format!("tidy: {count} broken rules"))),
    }
}

fn all() -> Result<Vec<Complaint>, Failure> {
    let root = root();
    let files = files::list(&root)?;
    let workspace = workspace::read()?;
    let mut complaints = Vec::new();
    complaints.extend(sources::check(&files));
    complaints.extend(sql::check(&files));
    complaints.extend(links::check(&root, &files));
    complaints.extend(manifests::check(&root, &workspace));
    complaints.extend(architecture::check(&root, &workspace));
    complaints.sort();
    Ok(complaints)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_repository_is_tidy() {
        assert_eq!(super::all().unwrap(), []);
    }
}
