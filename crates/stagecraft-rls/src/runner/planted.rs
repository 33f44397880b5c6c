//! One thing to break, as the server gets to know it.

use serde::Serialize;

use crate::facts::PolicyCommand;
use crate::mutant::{Change, Mutant};
use crate::probe;

/// One thing to break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Break {
    /// Statements that break it.
    pub ddl: Vec<String>,
    /// What the change can reach, the nearest first: names as the plan has them.
    pub affected: Vec<String>,
    /// The only command whose probes on the nearest can notice it.
    pub command: Option<&'static str>,
}

impl Break {
    /// Returns what plants a mutant, and where it can be noticed.
    pub fn of(mutant: &Mutant) -> Self {
        let own = mutant.object.to_string();
        let others = mutant
            .affected
            .relations
            .iter()
            .map(ToString::to_string)
            .filter(|it| *it != own);
        let mut affected = vec![own.clone()];
        affected.extend(others);
        affected.extend(mutant.affected.routines.iter().cloned());
        Self {
            ddl: mutant.ddl.clone(),
            affected,
            command: only_command(&mutant.change),
        }
    }
}

/// Policies and privileges for reading are asked by other commands as well.
fn only_command(change: &Change) -> Option<&'static str> {
    match change {
        Change::Policy { before, after } => {
            let mut commands = before.iter().chain(after).map(|it| it.command);
            let first = commands.next()?;
            let is_alone = commands.all(|it| it == first);
            let is_write = !matches!(first, PolicyCommand::Select | PolicyCommand::All);
            (is_alone && is_write).then(|| probe::word(first))
        }
        Change::Privilege { privilege, .. } => match privilege.as_str() {
            "INSERT" => Some("insert"),
            "UPDATE" => Some("update"),
            "DELETE" => Some("delete"),
            _ => None,
        },
        Change::RowSecurityOff | Change::Routine { .. } | Change::Trigger | Change::Other => None,
    }
}
