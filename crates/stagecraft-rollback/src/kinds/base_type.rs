//! Base types and shells of types.
//!
//! A base type and its functions need each other: a shell of the type comes
//! first, the type itself when its functions are there. A type that columns
//! still use is left as it is, so that the difference stays.

use stagecraft_catalog::{Alignment, BaseType, Object as _, ObjectId, Snapshot, Storage};
use stagecraft_model::quote_literal;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for BaseType {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![self.definition()]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop type if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let as_before = Self {
            owner: self.owner.clone(),
            acl: self.acl.clone(),
            comment: self.comment.clone(),
            ..from.clone()
        };
        if as_before == *self {
            return Change::Alter(Vec::new());
        }
        if self.defined && !from.defined {
            return Change::Alter(vec![self.definition()]);
        }
        let with_properties = Self {
            receive: self.receive.clone(),
            send: self.send.clone(),
            modifier_input: self.modifier_input.clone(),
            modifier_output: self.modifier_output.clone(),
            analyze: self.analyze.clone(),
            subscript: self.subscript.clone(),
            storage: self.storage,
            ..as_before
        };
        // What was not kept in line cannot be kept in line from now on.
        let is_plain_again = self.storage == Storage::Plain && from.storage != Storage::Plain;
        if with_properties != *self || is_plain_again {
            return Change::Recreate;
        }
        Change::Alter(vec![format!(
            "alter type {} set ({})",
            self.name(),
            self.properties(from).join(", ")
        )])
    }
}

trait Definition {
    fn definition(&self) -> String;

    /// Returns what `ALTER TYPE … SET` can change.
    fn properties(&self, from: &Self) -> Vec<String>;
}

impl Definition for BaseType {
    fn definition(&self) -> String {
        let shell = shell(&self.id());
        if !self.defined {
            return shell;
        }
        let text = |it: &str| quote_literal(it);
        let length = match self.length {
            -1 => "variable".to_owned(),
            bytes => bytes.to_string(),
        };
        let optional = [
            ("input", self.input.clone()),
            ("output", self.output.clone()),
            ("receive", self.receive.clone()),
            ("send", self.send.clone()),
            ("typmod_in", self.modifier_input.clone()),
            ("typmod_out", self.modifier_output.clone()),
            ("analyze", self.analyze.clone()),
            ("subscript", self.subscript.clone()),
            ("internallength", Some(length)),
            ("alignment", Some(alignment(self.alignment).to_owned())),
            ("storage", Some(storage(self.storage).to_owned())),
            ("category", Some(text(&self.category))),
            ("preferred", self.preferred.then(|| "true".to_owned())),
            ("default", self.default.as_deref().map(text)),
            ("element", self.element.clone()),
            ("delimiter", Some(text(&self.delimiter))),
            ("collatable", self.collatable.then(|| "true".to_owned())),
        ];
        let mut parts: Vec<_> = optional
            .into_iter()
            .filter_map(|(word, value)| Some(format!("{word} = {}", value?)))
            .collect();
        if self.by_value {
            parts.push("passedbyvalue".to_owned());
        }
        format!("{shell} (\n  {}\n)", parts.join(",\n  "))
    }

    fn properties(&self, from: &Self) -> Vec<String> {
        let functions = [
            ("receive", &self.receive, &from.receive),
            ("send", &self.send, &from.send),
            ("typmod_in", &self.modifier_input, &from.modifier_input),
            ("typmod_out", &self.modifier_output, &from.modifier_output),
            ("analyze", &self.analyze, &from.analyze),
            ("subscript", &self.subscript, &from.subscript),
        ];
        let mut parts: Vec<_> = functions
            .into_iter()
            .filter(|(_, to, from)| to != from)
            .map(|(word, to, _)| format!("{word} = {}", to.as_deref().unwrap_or("none")))
            .collect();
        if self.storage != from.storage {
            parts.push(format!("storage = {}", storage(self.storage)));
        }
        parts
    }
}

/// Returns the statement that makes a type of which nothing but its name is
/// known.
pub(crate) fn shell(object: &ObjectId) -> String {
    format!("create type {}", object.name)
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Char => "char",
        Alignment::Short => "int2",
        Alignment::Int => "int4",
        Alignment::Double => "double",
    }
}

fn storage(storage: Storage) -> &'static str {
    match storage {
        Storage::Plain => "plain",
        Storage::External => "external",
        Storage::Main => "main",
        Storage::Extended => "extended",
    }
}
