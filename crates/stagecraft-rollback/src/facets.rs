//! What most kinds have in common: owner, grants, comment.

use stagecraft_catalog::{Acl, Kind, ObjectId, ObjectKey as _, Snapshot};
use stagecraft_model::{Ident, QualifiedName, quote_literal};

use crate::address;
use crate::context::Context;
use crate::grants::{self, Scale};
use crate::kinds;

/// Returns what gives an object that the rollback has just made the owner, the
/// grants and the comment that it had.
pub(crate) fn of_new(object: &ObjectId, context: &Context<'_>) -> Vec<String> {
    let mut sql = Vec::new();
    // Members are all that can be made of a family of the server's own; a
    // subscription is not made at all.
    let families = &context.before.operator_families;
    if object.kind == Kind::Subscription
        || (object.kind == Kind::OperatorFamily
            && families.get(&object.name).is_some_and(kinds::is_built_in))
    {
        return sql;
    }
    let Some(wanted) = context.before.facets(object) else {
        return sql;
    };
    if let Some(owner) = wanted.owner {
        sql.extend(change_owner(object, context.before, context.role, owner));
    }
    if let Some(acl) = wanted.acl {
        let scale = Scale::of(object.kind);
        let schema = object.name.schema.as_ref();
        let born = grants::at_birth(scale, context.role, schema, context.after);
        let owner = owner_of(object, context.before).unwrap_or_else(|| context.role.clone());
        let born = born.with_owner(context.role, &owner);
        sql.extend(change_grants(object, context.before, (&born, acl), &owner));
    }
    // The server writes an extension's comment itself.
    if object.kind != Kind::Extension
        && let Some(comment) = wanted.comment
    {
        sql.extend(comment_on(object, context.before, Some(comment)));
    }
    if matches!(
        object.kind,
        Kind::Routine | Kind::Trigger | Kind::Index | Kind::MaterializedView
    ) {
        sql.extend(kinds::depend(object, context.before));
    }
    sql
}

/// Returns what gives an object that is in both catalogs what it had.
pub(crate) fn of_altered(object: &ObjectId, context: &Context<'_>) -> Vec<String> {
    let mut sql = Vec::new();
    let both = context
        .after
        .facets(object)
        .zip(context.before.facets(object));
    let Some((is, was)) = both else {
        return sql;
    };
    let mut now = is.acl.cloned().unwrap_or_default();
    if object.kind == Kind::ImplicitType
        && let Some(from) = owner_of(object, context.after)
        && let Some(to) = owner_of(object, context.before)
    {
        // With its relation it has got the other owner.
        now = now.with_owner(&from, &to);
    }
    if let (Some(from), Some(to)) = (is.owner, was.owner)
        && from != to
    {
        sql.extend(change_owner(object, context.before, from, to));
        now = now.with_owner(from, to);
    }
    if let Some(acl) = was.acl
        && *acl != now
        && object.kind != Kind::DefaultPrivilege
        && object.kind != Kind::InheritedGrant
    {
        let owner = owner_of(object, context.before).unwrap_or_else(|| context.role.clone());
        sql.extend(change_grants(object, context.before, (&now, acl), &owner));
        if matches!(
            object.kind,
            Kind::Table | Kind::View | Kind::MaterializedView
        ) {
            sql.extend(column_grants_again(object, context, (&now, acl), &owner));
        }
    }
    if is.comment != was.comment {
        sql.extend(comment_on(object, context.before, was.comment));
    }
    sql
}

fn change_owner(
    object: &ObjectId,
    snapshot: &Snapshot,
    from: &Ident,
    to: &Ident,
) -> Option<String> {
    // An extension cannot be given away; statistics and the rest can.
    if from == to || object.kind == Kind::Extension {
        return None;
    }
    let target = address::of(object, snapshot)?;
    Some(format!("alter {target} owner to {to}"))
}

fn change_grants(
    object: &ObjectId,
    snapshot: &Snapshot,
    lists: (&Acl, &Acl),
    owner: &Ident,
) -> Vec<String> {
    let column = (object.kind == Kind::Column).then_some(&object.name.name);
    let target = if column.is_some() {
        let relation = snapshot.relation_of(object);
        relation.map(|it| format!("table {it}"))
    } else {
        address::granted(object, snapshot)
    };
    let Some(target) = target else {
        return Vec::new();
    };
    let version = snapshot.server_version_num;
    grants::statements(
        &target,
        column,
        Scale::of(object.kind),
        lists,
        (owner, version),
    )
}

/// `REVOKE` on a table takes the same privilege on its columns, too.
fn column_grants_again(
    object: &ObjectId,
    context: &Context<'_>,
    (now, wanted): (&Acl, &Acl),
    owner: &Ident,
) -> Vec<String> {
    let mut revoked = now.clone();
    revoked.subtract(wanted);
    if revoked.is_empty() {
        return Vec::new();
    }
    let Some(schema) = object.name.schema.clone() else {
        return Vec::new();
    };
    let relation = QualifiedName {
        schema,
        name: object.name.name.clone(),
    };
    let mut sql = Vec::new();
    for column in context.before.columns_of(&relation) {
        let mut lost = column.acl.clone();
        lost.intersect(&revoked);
        let target = format!("table {relation}");
        sql.extend(grants::statements(
            &target,
            Some(&column.name),
            Scale::Column,
            (&Acl::default(), &lost),
            (owner, context.before.server_version_num),
        ));
    }
    sql
}

/// Returns who owns an object, of a part the owner of its relation.
pub(crate) fn owner_of(object: &ObjectId, snapshot: &Snapshot) -> Option<Ident> {
    if let Some(owner) = snapshot.facets(object)?.owner {
        return Some(owner.clone());
    }
    let relation = match object.kind {
        Kind::ImplicitType => QualifiedName::of_name(&object.name)?,
        _ => snapshot.relation_of(object)?,
    };
    let whole = crate::context::relation(snapshot, &relation)?;
    snapshot.facets(&whole)?.owner.cloned()
}

pub(crate) fn comment_on(
    object: &ObjectId,
    snapshot: &Snapshot,
    comment: Option<&str>,
) -> Option<String> {
    let target = address::of(object, snapshot)?;
    let text = comment.map_or_else(|| "null".to_owned(), quote_literal);
    Some(format!("comment on {target} is {text}"))
}
