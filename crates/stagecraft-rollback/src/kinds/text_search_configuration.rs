//! Text search configurations.

use std::collections::BTreeMap;

use stagecraft_catalog::{Object as _, Snapshot, TextSearchConfiguration};
use stagecraft_model::Ident;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for TextSearchConfiguration {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let name = self.name();
        let mut sql = vec![format!(
            "create text search configuration {name} (parser = {})",
            self.parser
        )];
        sql.extend(self.mapping(&Self {
            mappings: BTreeMap::new(),
            ..self.clone()
        }));
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!(
            "drop text search configuration if exists {}",
            self.name()
        ))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.parser != from.parser {
            return Change::Recreate;
        }
        Change::Alter(self.mapping(from))
    }
}

trait Mapping {
    /// Returns what gives types of tokens the dictionaries that they had.
    fn mapping(&self, from: &Self) -> Vec<String>;
}

impl Mapping for TextSearchConfiguration {
    fn mapping(&self, from: &Self) -> Vec<String> {
        let alter = format!("alter text search configuration {}", self.name());
        let token = |it: &String| Ident::new(it.as_str()).to_string();
        let mut sql = Vec::new();
        let gone: Vec<_> = from
            .mappings
            .keys()
            .filter(|it| !self.mappings.contains_key(*it))
            .map(token)
            .collect();
        if !gone.is_empty() {
            sql.push(format!("{alter} drop mapping for {}", gone.join(", ")));
        }
        // One statement for all types of tokens that have the same dictionaries.
        for verb in ["add", "alter"] {
            let mut groups: Vec<(&Vec<String>, Vec<String>)> = Vec::new();
            for (name, dictionaries) in &self.mappings {
                let is = from.mappings.get(name);
                if is == Some(dictionaries) || is.is_none() != (verb == "add") {
                    continue;
                }
                match groups.iter_mut().find(|(it, _)| *it == dictionaries) {
                    Some((_, tokens)) => tokens.push(token(name)),
                    None => groups.push((dictionaries, vec![token(name)])),
                }
            }
            for (dictionaries, tokens) in groups {
                sql.push(format!(
                    "{alter} {verb} mapping for {} with {}",
                    tokens.join(", "),
                    dictionaries.join(", ")
                ));
            }
        }
        sql
    }
}
