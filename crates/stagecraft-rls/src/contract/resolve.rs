//! Which cell holds for an actor: the nearest thing that the contract says.

use super::{Cell, Contract, Entry, Permissions};
use crate::facts::PolicyCommand;

impl Contract {
    /// Returns what an actor may do with a relation by a command.
    ///
    /// An entry's word on the actor comes first, then the defaults' word on the
    /// actor, the entry's on the actor's role, the defaults' on the role. What
    /// nobody speaks of is denied.
    pub fn cell(&self, entry: &Entry, actor: &str, command: PolicyCommand) -> Cell {
        let role = self
            .actors
            .get(actor)
            .map_or("", |it| it.get_ref().role.as_str());
        let of = |name: &str| {
            entry
                .permissions
                .iter()
                .find(|(key, _)| key.get_ref() == name)
                .and_then(|(_, it)| it.of(command))
        };
        let default = |name: &str| self.defaults.get(name).and_then(|it| it.of(command));
        of(actor)
            .or_else(|| default(actor))
            .or_else(|| of(role))
            .or_else(|| default(role))
            .cloned()
            .unwrap_or_else(Cell::none)
    }
}

impl Permissions {
    /// Returns the cell of a command.
    pub fn of(&self, command: PolicyCommand) -> Option<&Cell> {
        match command {
            PolicyCommand::Select => self.select.as_ref(),
            PolicyCommand::Insert => self.insert.as_ref(),
            PolicyCommand::Update => self.update.as_ref(),
            PolicyCommand::Delete => self.delete.as_ref(),
            PolicyCommand::All => None,
        }
    }
}
