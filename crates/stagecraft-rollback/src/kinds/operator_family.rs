//! Operator families, with the members that are no class's own.
//!
//! A family of the server's own counts as made where members were added to it:
//! they are what comes and goes then.

use stagecraft_catalog::{Object as _, OperatorFamily, Snapshot};

use super::{Change, Restore};
use crate::address;
use crate::context::Context;

impl Restore for OperatorFamily {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut sql = Vec::new();
        let target = address::of_family(self);
        if !is_built_in(self) {
            sql.push(format!("create {target}"));
        }
        sql.extend(add(&target, &members(self)));
        sql
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        let target = address::of_family(self);
        if is_built_in(self) {
            return drop_members(&target, &members(self));
        }
        let name = target.strip_prefix("operator family ")?;
        Some(format!("drop operator family if exists {name}"))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        let (is, was) = (members(from), members(self));
        let only = |one: &[String], other: &[String]| -> Vec<String> {
            let left = one.iter().filter(|it| !other.contains(it));
            left.cloned().collect()
        };
        let target = address::of_family(self);
        let mut sql = Vec::new();
        sql.extend(drop_members(&target, &only(&is, &was)));
        sql.extend(add(&target, &only(&was, &is)));
        Change::Alter(sql)
    }
}

/// Returns whether the server came with the family.
pub(crate) fn is_built_in(family: &OperatorFamily) -> bool {
    family
        .name()
        .schema
        .as_ref()
        .map(stagecraft_model::Ident::as_str)
        == Some("pg_catalog")
}

/// Returns the members as `ADD` takes them.
fn members(family: &OperatorFamily) -> Vec<String> {
    let operators = family.operators.iter().map(|it| format!("operator {it}"));
    let functions = family.functions.iter().map(|it| format!("function {it}"));
    operators.chain(functions).collect()
}

fn add(target: &str, members: &[String]) -> Option<String> {
    (!members.is_empty()).then(|| format!("alter {target} add {}", members.join(", ")))
}

fn drop_members(target: &str, members: &[String]) -> Option<String> {
    let slots: Vec<_> = members.iter().filter_map(|it| slot(it)).collect();
    (!slots.is_empty()).then(|| format!("alter {target} drop {}", slots.join(", ")))
}

/// Returns a member's number and types, all that `DROP` takes: of
/// `operator 1 <(a,b) for order by f` and of `function 1 (a, b) compare(a,b)`
/// what stands before and in the first parentheses.
fn slot(member: &str) -> Option<String> {
    let (head, rest) = member.split_once('(')?;
    let (types, _) = rest.split_once(')')?;
    let mut words = head.split(' ');
    let (word, number) = (words.next()?, words.next()?);
    Some(format!("{word} {number} ({types})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_dropped_by_number_and_types() {
        let cases = [
            (
                "operator 1 <(integer,integer)",
                "operator 1 (integer,integer)",
            ),
            (
                "operator 15 public.<->(point,point) for order by pg_catalog.float_ops",
                "operator 15 (point,point)",
            ),
            (
                "function 1 (integer, bigint) btint48cmp(integer,bigint)",
                "function 1 (integer, bigint)",
            ),
        ];
        for (member, expected) in cases {
            assert_eq!(slot(member).as_deref(), Some(expected));
        }
    }
}
