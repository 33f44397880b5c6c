//! How statements name an object: behind `ALTER`, `COMMENT ON`, `GRANT … ON`.

use stagecraft_catalog::{
    Kind, ObjectId, ObjectKey as _, Routine, RoutineKind, Signature, Snapshot,
};
use stagecraft_model::QualifiedName;

use crate::context::{is_domain, relation_word};

/// Returns what stands behind `COMMENT ON`; `None` for what has no comments.
pub(crate) fn of(object: &ObjectId, snapshot: &Snapshot) -> Option<String> {
    let name = &object.name;
    let qualified = QualifiedName::of_name(name);
    let relation = name
        .schema
        .clone()
        .zip(name.relation.clone())
        .map(|(schema, name)| QualifiedName { schema, name });
    let with_schema = |word: &str| Some(format!("{word} {}", qualified.clone()?));
    let member = |word: &str| Some(format!("{word} {} on {}", name.name, relation.clone()?));
    match object.kind {
        Kind::Schema => Some(format!("schema {}", name.name)),
        Kind::Extension => Some(format!("extension {}", name.name)),
        Kind::Publication => Some(format!("publication {}", name.name)),
        Kind::EventTrigger => Some(format!("event trigger {}", name.name)),
        Kind::EnumType | Kind::CompositeType | Kind::RangeType => with_schema("type"),
        Kind::Domain => with_schema("domain"),
        Kind::Sequence => with_schema("sequence"),
        Kind::View => with_schema("view"),
        Kind::MaterializedView => with_schema("materialized view"),
        Kind::Index => with_schema("index"),
        Kind::Statistics => with_schema("statistics"),
        Kind::Table => with_schema(relation_word(snapshot, qualified.as_ref()?)),
        Kind::Column => Some(format!("column {}.{}", relation?, name.name)),
        Kind::Constraint => {
            let relation = relation?;
            let domain = if is_domain(snapshot, &relation) {
                "domain "
            } else {
                ""
            };
            Some(format!("constraint {} on {domain}{relation}", name.name))
        }
        Kind::Trigger => member("trigger"),
        Kind::Rule => member("rule"),
        Kind::Policy => member("policy"),
        Kind::Routine => snapshot
            .routines
            .get(&Signature::of_name(name)?)
            .map(routine),
        _ => None,
    }
}

/// Returns a routine as `function public.f(integer)`.
pub(crate) fn routine(routine: &Routine) -> String {
    let word = match routine.kind {
        RoutineKind::Procedure => "procedure",
        RoutineKind::Aggregate => "aggregate",
        RoutineKind::Function | RoutineKind::Window => "function",
    };
    let arguments = match routine.kind {
        RoutineKind::Aggregate if routine.arguments.is_empty() => "*",
        // An ordered-set aggregate has an `ORDER BY` in its arguments.
        RoutineKind::Aggregate => &routine.arguments,
        _ => &routine.signature,
    };
    format!("{word} {}.{}({arguments})", routine.schema, routine.name)
}

/// Returns what stands behind `GRANT … ON` and `REVOKE … ON`.
pub(crate) fn granted(object: &ObjectId, snapshot: &Snapshot) -> Option<String> {
    match object.kind {
        // Tables, views and materialized views are all tables to `GRANT`.
        Kind::Table | Kind::View | Kind::MaterializedView => {
            Some(format!("table {}", QualifiedName::of_name(&object.name)?))
        }
        Kind::Routine => {
            let name = Signature::of_name(&object.name)?;
            let found = snapshot.routines.get(&name)?;
            let word = match found.kind {
                RoutineKind::Procedure => "procedure",
                _ => "function",
            };
            Some(format!(
                "{word} {}.{}({})",
                found.schema, found.name, found.signature
            ))
        }
        _ => of(object, snapshot),
    }
}
