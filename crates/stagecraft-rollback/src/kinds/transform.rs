//! Transforms.

use stagecraft_catalog::{Snapshot, Transform};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Transform {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![self.definition("create")]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop transform if exists {}", self.target()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.from_sql == from.from_sql && self.to_sql == from.to_sql {
            return Change::Alter(Vec::new());
        }
        Change::Alter(vec![self.definition("create or replace")])
    }
}

trait Definition {
    fn target(&self) -> String;

    fn definition(&self, verb: &str) -> String;
}

impl Definition for Transform {
    fn target(&self) -> String {
        format!(
            "for {}.{} language {}",
            self.schema, self.name, self.language
        )
    }

    fn definition(&self, verb: &str) -> String {
        let mut parts = Vec::new();
        for (words, function) in [("from sql", &self.from_sql), ("to sql", &self.to_sql)] {
            let with = function.as_ref();
            parts.extend(with.map(|it| format!("{words} with function {it}")));
        }
        format!("{verb} transform {} ({})", self.target(), parts.join(", "))
    }
}
