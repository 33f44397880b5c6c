//! Extensions, and what is dropped with one because it was said to depend on it.

use stagecraft_catalog::{Extension, ObjectId, Snapshot};
use stagecraft_model::quote_literal;

use super::routine::dollar_quoted;
use super::{Change, Restore};
use crate::address;
use crate::context::Context;

impl Restore for Extension {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![format!(
            "create extension if not exists {} with schema {} version {}",
            self.name,
            self.schema,
            quote_literal(&self.version)
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!("drop extension if exists {}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let mut sql = Vec::new();
        if self.version != from.version {
            sql.push(update(self, from));
        }
        if self.schema != from.schema {
            sql.push(format!(
                "alter extension {} set schema {}",
                self.name, self.schema
            ));
        }
        Change::Alter(sql)
    }
}

/// Most extensions only go up: whether there is a way down the server knows.
fn update(to: &Extension, from: &Extension) -> String {
    let body = format!(
        "
begin
  if exists (
    select
    from pg_catalog.pg_extension_update_paths({}) as u
    where u.source = {} and u.target = {version} and u.path is not null
  ) then
    alter extension {} update to {version};
  end if;
end
",
        quote_literal(to.name.as_str()),
        quote_literal(&from.version),
        to.name,
        version = quote_literal(&to.version),
    );
    format!("do {}", dollar_quoted("do", &body))
}

/// Returns what keeps an extension from taking with it what is not `wanted` to
/// depend on it.
pub(crate) fn let_go(extension: &Extension, wanted: &[String]) -> Vec<String> {
    let dependents = extension.dependents.iter();
    dependents
        .filter(|it| !wanted.contains(it))
        .map(|it| format!("alter {it} no depends on extension {}", extension.name))
        .collect()
}

/// Returns what makes everything that depended on an extension and `stays`
/// depend on it again; `now` is what does.
pub(crate) fn hold(
    extension: &Extension,
    now: &[String],
    stays: impl Fn(&str) -> bool,
) -> Vec<String> {
    let dependents = extension.dependents.iter();
    dependents
        .filter(|it| !now.contains(it) && stays(it))
        .map(|it| format!("alter {it} depends on extension {}", extension.name))
        .collect()
}

/// Returns the extensions that an object depends on, each as the statement that
/// says so.
pub(crate) fn depend(object: &ObjectId, snapshot: &Snapshot) -> Vec<String> {
    let mut sql = Vec::new();
    for extension in &snapshot.extensions {
        let own = extension.dependents.iter();
        for it in own.filter(|it| address::is(object, snapshot, it)) {
            sql.push(format!(
                "alter {it} depends on extension {}",
                extension.name
            ));
        }
    }
    sql
}
