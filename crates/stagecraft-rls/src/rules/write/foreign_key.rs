//! Foreign keys between tables of tenants.

use stagecraft_model::{Ident, QualifiedName};

use crate::facts::{ForeignKey, Relation};
use crate::rules::Scope;
use crate::rules::tenant::tenant_column;

/// A foreign key that does not carry the tenant though both sides have one.
pub(super) struct Loose<'a> {
    /// The table that points.
    pub(super) child: &'a Relation,
    /// The table that is pointed at.
    pub(super) parent: &'a Relation,
    /// The key.
    pub(super) key: &'a ForeignKey,
    /// The pointing table's tenant column.
    pub(super) tenant: Ident,
    /// Whether the contract says which columns are the tenants'.
    pub(super) declared: bool,
}

/// Returns the foreign keys that do not carry the tenant.
pub(super) fn loose<'a>(scope: &Scope<'a>) -> Vec<Loose<'a>> {
    let mut loose = Vec::new();
    for child in &scope.facts.relations {
        let Some(tenant) = tenant_column(scope, child).filter(|_| child.extension.is_none()) else {
            continue;
        };
        for key in child
            .foreign_keys
            .iter()
            .filter(|it| !it.columns.contains(&tenant.name))
        {
            let Some(parent) = scope.facts.relation(&key.parent) else {
                continue;
            };
            if parent.rls && tenant_column(scope, parent).is_some() {
                loose.push(Loose {
                    child,
                    parent,
                    key,
                    tenant: tenant.name.clone(),
                    declared: tenant.declared,
                });
            }
        }
    }
    loose
}

impl Loose<'_> {
    /// Returns the table of the key as the contract names it.
    pub(super) fn object(&self) -> &QualifiedName {
        &self.child.name
    }

    /// Returns the pointing columns in a sentence.
    pub(super) fn columns(&self) -> String {
        let columns: Vec<_> = self.key.columns.iter().map(Ident::as_str).collect();
        columns.join(", ")
    }
}
