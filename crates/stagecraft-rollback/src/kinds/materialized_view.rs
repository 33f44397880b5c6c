//! Materialized views; their rows are computed again.

use stagecraft_catalog::{MaterializedView, Object as _, Snapshot};

use super::{Change, Restore, bare, options_list, table};
use crate::context::Context;

impl Restore for MaterializedView {
    fn create(&self, context: &Context<'_>) -> Vec<String> {
        let name = self.name();
        let mut sql = format!("create materialized view {name}");
        if let Some(method) = &self.access_method
            && method.as_str() != "heap"
        {
            sql.push_str(&format!(" using {method}"));
        }
        let options = options_list(&self.options);
        if !options.is_empty() {
            sql.push_str(&format!(" with ({options})"));
        }
        if let Some(tablespace) = &self.tablespace {
            sql.push_str(&format!(" tablespace {tablespace}"));
        }
        let data = if self.populated { "data" } else { "no data" };
        sql.push_str(&format!(" as\n{}\nwith {data}", bare(&self.definition)));
        let mut statements = vec![sql];
        for column in context.columns(&name) {
            statements.extend(super::column::settings(column, None, context));
        }
        statements
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop materialized view if exists {}", self.name()))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.definition != from.definition {
            return Change::Recreate;
        }
        let name = self.name();
        let alter = format!("alter materialized view {name}");
        let mut sql =
            table::relation_options("materialized view", &name, &from.options, &self.options);
        if let Some(method) = &self.access_method
            && self.access_method != from.access_method
        {
            sql.push(format!("{alter} set access method {method}"));
        }
        if self.tablespace != from.tablespace {
            let tablespace = self
                .tablespace
                .as_ref()
                .map_or_else(|| "pg_default".to_owned(), ToString::to_string);
            sql.push(format!("{alter} set tablespace {tablespace}"));
        }
        if self.populated != from.populated {
            let data = if self.populated { "" } else { " with no data" };
            sql.push(format!("refresh materialized view {name}{data}"));
        }
        Change::Alter(sql)
    }
}
