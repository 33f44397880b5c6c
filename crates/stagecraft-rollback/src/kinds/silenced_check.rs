//! Triggers behind constraints that do not fire as they were made to.
//!
//! Their names hold numbers of one server, so that they are looked up where the
//! statement runs. Only a superuser may silence them or let them speak again.

use stagecraft_catalog::{Enabled, SilencedCheck, Snapshot};
use stagecraft_model::{QualifiedName, quote_literal};

use super::routine::dollar_quoted;
use super::{Change, Restore};
use crate::context::Context;

impl Restore for SilencedCheck {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        vec![self.fires(self.enabled)]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(self.fires(Enabled::Origin))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.enabled == from.enabled {
            return Change::Alter(Vec::new());
        }
        Change::Alter(vec![self.fires(self.enabled)])
    }
}

trait Triggers {
    /// Writes what makes the triggers fire when they should.
    fn fires(&self, enabled: Enabled) -> String;
}

impl Triggers for SilencedCheck {
    fn fires(&self, enabled: Enabled) -> String {
        let verb = match enabled {
            Enabled::Origin => "enable",
            Enabled::Disabled => "disable",
            Enabled::Replica => "enable replica",
            Enabled::Always => "enable always",
        };
        let table = QualifiedName {
            schema: self.schema.clone(),
            name: self.relation.clone(),
        };
        let of = self.of.as_ref().unwrap_or(&table);
        let regclass = |it: &QualifiedName| {
            let text = quote_literal(&it.to_string());
            format!("{text}::pg_catalog.regclass")
        };
        let alter = quote_literal(&format!("alter table only {table} {verb} trigger "));
        let body = format!(
            "
declare
  check_trigger pg_catalog.name;
begin
  for check_trigger in
    select t.tgname
    from pg_catalog.pg_trigger as t
    join pg_catalog.pg_constraint as k on k.oid = t.tgconstraint
    where t.tgisinternal
      and t.tgrelid = {}
      and k.conrelid = {}
      and k.conname = {}
  loop
    execute {alter} || pg_catalog.quote_ident(check_trigger);
  end loop;
end
",
            regclass(&table),
            regclass(of),
            quote_literal(self.name.as_str()),
        );
        format!("do {}", dollar_quoted("do", &body))
    }
}
