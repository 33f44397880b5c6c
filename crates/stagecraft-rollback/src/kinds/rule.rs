//! Rewrite rules; the one that makes a view a view comes and goes with it.

use stagecraft_catalog::{
    Enabled, MemberName, Object as _, ObjectId, ObjectKey as _, Rule, Snapshot,
};

use super::{Change, Restore, bare};
use crate::context::Context;
use crate::facets;

impl Restore for Rule {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = Vec::new();
        if !is_of_view(self) {
            sql.push(bare(&self.definition).to_owned());
        }
        if self.enabled != Enabled::Origin {
            sql.push(enable(self));
        }
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let relation = self.name().relation();
        (!is_of_view(self)).then(|| format!("drop rule if exists {} on {relation}", self.name))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.definition != from.definition && !is_of_view(self) {
            return Change::Recreate;
        }
        let mut sql = Vec::new();
        if self.enabled != from.enabled {
            sql.push(enable(self));
        }
        Change::Alter(sql)
    }
}

fn is_of_view(rule: &Rule) -> bool {
    rule.name.as_str() == "_RETURN"
}

/// Returns what takes back what was said of the rule that makes a view a view.
pub(super) fn as_it_came(object: &ObjectId, snapshot: &Snapshot) -> Vec<String> {
    let name = MemberName::of_name(&object.name);
    let rule = name.and_then(|it| snapshot.rules.get(&it));
    let Some(rule) = rule.filter(|it| is_of_view(it)) else {
        return Vec::new();
    };
    let mut sql = Vec::new();
    if rule.enabled != Enabled::Origin {
        sql.push(enable(&Rule {
            enabled: Enabled::Origin,
            ..rule.clone()
        }));
    }
    if rule.comment.is_some() {
        sql.extend(facets::comment_on(object, snapshot, None));
    }
    sql
}

fn enable(rule: &Rule) -> String {
    let verb = match rule.enabled {
        Enabled::Origin => "enable rule",
        Enabled::Disabled => "disable rule",
        Enabled::Replica => "enable replica rule",
        Enabled::Always => "enable always rule",
    };
    format!(
        "alter table {} {verb} {}",
        rule.name().relation(),
        rule.name
    )
}
