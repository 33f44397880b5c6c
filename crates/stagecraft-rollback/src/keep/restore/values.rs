//! Values that come back to rows that are there.

use stagecraft_catalog::{Column, IdentityKind};
use stagecraft_model::quote_literal;

use super::Giving;
use crate::keep::image::value;

impl Giving<'_> {
    fn settable(&self, names: Option<&[String]>) -> Vec<&Column> {
        let key = self.table.key.columns();
        self.before
            .columns_of(&self.table.relation)
            .into_iter()
            .filter(|it| it.generated.is_none())
            .filter(|it| {
                if let Some(names) = names {
                    return names.iter().any(|name| name == it.name.as_str());
                }
                // What identifies a row cannot have changed in it.
                let is_numbered = it.identity == Some(IdentityKind::Always);
                !is_numbered && !key.contains(&it.name)
            })
            .collect()
    }

    pub(super) fn values(&self, names: Option<&[String]>) -> Vec<String> {
        let columns = self.settable(names);
        let mut sql = Vec::new();
        let (more, matches) = self.matches();
        let table = &self.table.relation;
        if !columns.is_empty() {
            let is_one = names.is_some_and(|it| it.len() == 1);
            let set: Vec<_> = columns
                .iter()
                .map(|it| {
                    let kept = value("k.was", it);
                    if is_one {
                        format!("{} = {kept}", it.name)
                    } else {
                        let name = quote_literal(it.name.as_str());
                        format!(
                            "{column} = case when k.was ? {name} then {kept} else t.{column} end",
                            column = it.name
                        )
                    }
                })
                .collect();
            let is_given = match columns.first() {
                Some(column) if is_one => {
                    format!("k.was ? {}", quote_literal(column.name.as_str()))
                }
                _ => "k.was is not null".to_owned(),
            };
            sql.push(format!(
                "update {table} as t\nset {}\nfrom {} as k{more}\n\
                 where {is_given} and k.left_as is not null\n  and {matches}",
                set.join(",\n  "),
                self.rows
            ));
        }
        sql
    }
}
