//! Casts.

use stagecraft_catalog::{Cast, CastContext, CastMethod, Snapshot};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for Cast {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let method = match (self.method, &self.function) {
            (CastMethod::Function, Some(function)) => format!("with function {function}"),
            (CastMethod::Function, None) => return Vec::new(),
            (CastMethod::Binary, _) => "without function".to_owned(),
            (CastMethod::InOut, _) => "with inout".to_owned(),
        };
        let context = match self.context {
            CastContext::Explicit => "",
            CastContext::Assignment => " as assignment",
            CastContext::Implicit => " as implicit",
        };
        vec![format!("create {} {method}{context}", self.address())]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let target = self.address();
        let (word, types) = target.split_once(' ')?;
        Some(format!("drop {word} if exists {types}"))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let shape = |it: &Self| (it.method, it.function.clone(), it.context);
        if shape(self) == shape(from) {
            Change::Alter(Vec::new())
        } else {
            Change::Recreate
        }
    }
}

trait Address {
    fn address(&self) -> String;
}

impl Address for Cast {
    fn address(&self) -> String {
        format!("cast ({}.{} as {})", self.schema, self.name, self.target)
    }
}
