//! Where the contract says what a cell is about.

use std::collections::BTreeMap;

use stagecraft_model::{LineIndex, Location, SourceSpan};

use crate::contract::without_mark;
use crate::{CellResult, Declared};

/// Places in a contract: of objects, of what is said of an actor there, and of
/// actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    file: String,
    objects: BTreeMap<String, SourceSpan>,
    entries: BTreeMap<(String, String), SourceSpan>,
    actors: BTreeMap<String, SourceSpan>,
    roles: BTreeMap<String, String>,
}

impl Places {
    /// Finds all places of a contract.
    pub fn of(declared: &Declared) -> Self {
        let index = LineIndex::new(without_mark(&declared.text));
        let span = |range: std::ops::Range<usize>| index.span(range.start, range.end);
        let contract = &declared.contract;
        let mut places = Self {
            file: declared.file.clone(),
            objects: BTreeMap::new(),
            entries: BTreeMap::new(),
            actors: BTreeMap::new(),
            roles: BTreeMap::new(),
        };
        for (name, entry) in contract.relations() {
            let object = plain(name.get_ref());
            places.objects.insert(object.clone(), span(name.span()));
            for principal in entry.permissions.keys() {
                places.entries.insert(
                    (object.clone(), principal.get_ref().clone()),
                    span(principal.span()),
                );
            }
        }
        for name in contract.function.keys() {
            let object = plain(name.get_ref());
            places.objects.insert(object, span(name.span()));
        }
        for (name, actor) in &contract.actors {
            places.actors.insert(name.clone(), span(actor.span()));
            let role = actor.get_ref().role.clone();
            places.roles.insert(name.clone(), role);
        }
        places
    }

    /// Returns the place of a cell: what is said of the actor, or of its role,
    /// or of the object; the file where the contract has no line for it.
    pub fn cell(&self, cell: &CellResult) -> Location {
        let object = plain(&cell.object);
        let entry = |principal: &String| self.entries.get(&(object.clone(), principal.clone()));
        let span = if cell.command == "session" {
            self.actors.get(&cell.actor)
        } else {
            entry(&cell.actor)
                .or_else(|| self.roles.get(&cell.actor).and_then(entry))
                .or_else(|| self.objects.get(&object))
        };
        Location {
            file: self.file.clone(),
            span: span.copied(),
        }
    }
}

/// Names are written with and without quotes, and with blanks after commas.
fn plain(name: &str) -> String {
    name.replace('"', "").replace(", ", ",")
}
