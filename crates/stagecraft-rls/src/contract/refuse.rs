//! Names that would mean two things.

use std::collections::BTreeMap;
use std::ops::Range;

use stagecraft_model::LineIndex;

use super::entry::FIELDS;
use super::read::Place;
use super::{Contract, ContractError, qualified};

impl Place<'_> {
    /// Refuses actors that are called like a field of an entry, and objects
    /// that have two entries.
    pub(super) fn refuse(&self, contract: &Contract) -> Result<(), ContractError> {
        for (name, actor) in &contract.actors {
            if FIELDS.contains(&name.as_str()) {
                return Err(self.error(
                    actor.span(),
                    format!("an actor can't be called `{name}`: in an entry that is a field"),
                ));
            }
        }
        let relations = contract.relations().map(|(name, _)| {
            let text = name.get_ref();
            let read = qualified(text).map_or_else(|| text.clone(), |it| it.to_string());
            (read, name.span())
        });
        self.refuse_twice(relations)?;
        let functions = contract
            .function
            .keys()
            .map(|it| (it.get_ref().replace(", ", ","), it.span()));
        self.refuse_twice(functions)
    }

    fn refuse_twice(
        &self,
        names: impl Iterator<Item = (String, Range<usize>)>,
    ) -> Result<(), ContractError> {
        let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
        for (name, span) in names {
            let Some(other) = seen.insert(name.clone(), span.clone()) else {
                continue;
            };
            let (first, second) = if other.start < span.start {
                (other, span)
            } else {
                (span, other)
            };
            let line = LineIndex::new(self.text()).line(first.start);
            return Err(self.error(
                second,
                format!("{name} has an entry already, in line {line}; say all of it in one"),
            ));
        }
        Ok(())
    }
}
