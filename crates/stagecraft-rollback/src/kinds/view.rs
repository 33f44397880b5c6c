//! Views; their columns are columns.

use stagecraft_catalog::{Object as _, Snapshot, View};

use super::{Change, Restore, bare, options_list, table};
use crate::context::Context;

impl Restore for View {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let mut sql = vec![self.definition("create view")];
        sql.extend(defaults(self, context, false));
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop view if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, context: &Context<'_>) -> Change {
        let mut sql = Vec::new();
        if self.definition != from.definition {
            if !is_extension_of(self, context) {
                return Change::Recreate;
            }
            sql.push(self.definition("create or replace view"));
        } else if self.options != from.options {
            sql.extend(table::relation_options(
                "view",
                self.name(),
                &from.options,
                &self.options,
            ));
        }
        sql.extend(defaults(self, context, true));
        Change::Alter(sql)
    }
}

trait Definition {
    fn definition(&self, verb: &str) -> String;
}

impl Definition for View {
    fn definition(&self, verb: &str) -> String {
        let options = options_list(&self.options);
        let with = if options.is_empty() {
            String::new()
        } else {
            format!(" with ({options})")
        };
        format!(
            "{verb} {}{with} as\n{}",
            self.name(),
            bare(&self.definition)
        )
    }
}

/// Returns whether the view that is there can be replaced by the one that was:
/// a view may only get columns at its end.
fn is_extension_of(view: &View, context: &Context<'_>) -> bool {
    let name = view.name();
    let shape = |snapshot: &Snapshot| -> Vec<_> {
        snapshot
            .columns_of(&name)
            .into_iter()
            .map(|it| (it.name.clone(), it.r#type.clone(), it.collation.clone()))
            .collect()
    };
    let (is, was) = (shape(context.after), shape(context.before));
    was.starts_with(&is)
}

/// Columns of a view may have defaults of their own.
fn defaults(view: &View, context: &Context<'_>, is_there: bool) -> Vec<String> {
    let name = view.name();
    let after = context.after.columns_of(&name);
    let mut sql = Vec::new();
    for column in context.columns(&name) {
        let old = after
            .iter()
            .find(|it| is_there && it.name == column.name)
            .and_then(|it| it.default.as_ref());
        if column.default.as_ref() == old {
            continue;
        }
        let alter = format!("alter view {name} alter column {}", column.name);
        sql.push(match &column.default {
            Some(default) => format!("{alter} set default {default}"),
            None => format!("{alter} drop default"),
        });
    }
    sql
}
