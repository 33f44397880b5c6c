//! Range types.

use stagecraft_catalog::{Object as _, RangeType, Snapshot};
use stagecraft_model::quote_literal;

use super::{Change, Restore};
use crate::context::Context;

impl Restore for RangeType {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut parts = vec![
            format!("subtype = {}", self.subtype),
            format!("subtype_opclass = {}", self.operator_class),
        ];
        let optional = [
            (
                "collation",
                self.collation.as_ref().map(ToString::to_string),
            ),
            ("canonical", self.canonical.clone()),
            ("subtype_diff", self.difference.clone()),
        ];
        for (word, value) in optional {
            parts.extend(value.map(|it| format!("{word} = {it}")));
        }
        parts.push(format!("multirange_type_name = {}", self.multirange));
        let mut sql = vec![format!(
            "create type {} as range ({})",
            self.name(),
            parts.join(", ")
        )];
        if self.multirange_comment.is_some() {
            sql.push(comment(self));
        }
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop type if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let shape = |it: &Self| {
            (
                it.subtype.clone(),
                it.operator_class.clone(),
                it.collation.clone(),
                it.canonical.clone(),
                it.difference.clone(),
            )
        };
        if shape(self) != shape(from) {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        let (is, was) = (&from.multirange, &self.multirange);
        if is.name != was.name {
            sql.push(format!("alter type {is} rename to {}", was.name));
        }
        if is.schema != was.schema {
            let name = &was.name;
            sql.push(format!(
                "alter type {}.{name} set schema {}",
                is.schema, was.schema
            ));
        }
        if self.multirange_comment != from.multirange_comment {
            sql.push(comment(self));
        }
        Change::Alter(sql)
    }
}

fn comment(range: &RangeType) -> String {
    let comment = range.multirange_comment.as_deref().map(quote_literal);
    let comment = comment.unwrap_or_else(|| "null".to_owned());
    format!("comment on type {} is {comment}", range.multirange)
}
