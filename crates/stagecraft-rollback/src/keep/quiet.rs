//! What would act on rows that only come back, and has to hold still until
//! they have: triggers, forced row security, foreign keys.

use stagecraft_catalog::{ConstraintType, Enabled, Object as _, Snapshot, Trigger};
use stagecraft_model::{Ident, QualifiedName};

use super::{KeptTable, Strategy};
use crate::kinds;

/// Triggers that stay would act on rows that only come back.
pub(super) fn triggers(
    table: &QualifiedName,
    before: &Snapshot,
    after: &Snapshot,
    role: &Ident,
) -> (Vec<String>, Vec<String>) {
    let is_own = is_own(table, before, role);
    let mut off = Vec::new();
    let mut on = Vec::new();
    if after.triggers_of(table).any(keeps_storage) {
        off.push("set local storage.allow_delete_query = 'true'".to_owned());
    }
    let stays = |it: &&Trigger| {
        it.enabled != Enabled::Disabled
            && after.triggers.get(&it.name()).is_some_and(|now| {
                now.enabled != Enabled::Disabled && now.definition == it.definition
            })
    };
    if is_own {
        for trigger in before.triggers_of(table).filter(stays) {
            off.push(format!(
                "alter table {table} disable trigger {}",
                trigger.name
            ));
            on.push(kinds::enable(trigger));
        }
    }
    let is_forced = |it: &Snapshot| it.tables.get(table).is_some_and(|it| it.rls_forced);
    if is_own && is_forced(before) && is_forced(after) {
        off.push(format!("alter table {table} no force row level security"));
        on.push(format!("alter table {table} force row level security"));
    }
    (off, on)
}

/// Foreign keys between tables that get rows back wait until all have them.
pub(super) fn waiting_keys(
    tables: &[&KeptTable],
    before: &Snapshot,
    after: &Snapshot,
    role: &Ident,
) -> (Vec<String>, Vec<String>) {
    let is_given = |name: &QualifiedName| {
        tables.iter().any(|it| {
            it.relation == *name
                && !matches!(&it.strategy, Strategy::Difference { columns } if !columns.is_empty())
        })
    };
    let mut wait = Vec::new();
    let mut back = Vec::new();
    let mut names = Vec::new();
    for key in &before.constraints {
        let relation = key.name().relation();
        let is_same = after
            .constraints
            .get(&key.name())
            .is_some_and(|it| it.definition == key.definition);
        let is_between = key.r#type == ConstraintType::ForeignKey
            && is_given(&relation)
            && key.references.as_ref().is_some_and(is_given)
            && is_own(&relation, before, role);
        if !is_between || !is_same || key.inherited || key.definition.contains(" DEFERRABLE") {
            continue;
        }
        let alter = format!("alter table {relation} alter constraint {}", key.name);
        wait.push(format!("{alter} deferrable"));
        names.push(format!("{}.{}", relation.schema, key.name));
        back.push(format!("{alter} not deferrable"));
    }
    if !names.is_empty() {
        let names = names.join(", ");
        wait.push(format!("set constraints {names} deferred"));
        back.insert(0, format!("set constraints {names} immediate"));
    }
    (wait, back)
}

/// Only an owner may switch triggers or alter constraints.
fn is_own(table: &QualifiedName, snapshot: &Snapshot, role: &Ident) -> bool {
    snapshot
        .tables
        .get(table)
        .is_some_and(|it| it.owner == *role)
}

/// Supabase's storage keeps rows from being deleted, since files would stay
/// behind, unless a setting says that this is known. A bucket that a migration
/// inserted may hold files by now: then its foreign key keeps it.
fn keeps_storage(trigger: &Trigger) -> bool {
    trigger
        .definition
        .contains("EXECUTE FUNCTION storage.protect_delete(")
}
