//! How statements name an object: behind `ALTER`, `COMMENT ON`, `GRANT … ON`.

use stagecraft_catalog::{
    Kind, ObjectId, ObjectKey as _, Operator, OperatorClass, OperatorFamily, Routine, RoutineKind,
    Signature, Snapshot,
};
use stagecraft_model::QualifiedName;

use crate::context::{self, is_domain, relation_word};

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
        Kind::Subscription => Some(format!("subscription {}", name.name)),
        Kind::Language => Some(format!("language {}", name.name)),
        Kind::AccessMethod => Some(format!("access method {}", name.name)),
        Kind::ForeignDataWrapper => Some(format!("foreign data wrapper {}", name.name)),
        Kind::ForeignServer => Some(format!("server {}", name.name)),
        Kind::Collation => with_schema("collation"),
        Kind::Conversion => with_schema("conversion"),
        Kind::BaseType
        | Kind::EnumType
        | Kind::CompositeType
        | Kind::RangeType
        | Kind::ImplicitType => with_schema("type"),
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
        Kind::Operator => {
            let operator = snapshot.operators.get(&Signature::of_name(name)?)?;
            Some(format!("operator {}", of_operator(operator)))
        }
        Kind::OperatorFamily => snapshot.operator_families.get(name).map(of_family),
        Kind::OperatorClass => snapshot.operator_classes.get(name).map(of_class),
        // What is behind the type tells one cast or transform from the next.
        Kind::Cast => Some(format!("cast ({} {})", qualified?, name.arguments.clone()?)),
        Kind::Transform => {
            let language = &snapshot.transforms.get(name)?.language;
            Some(format!("transform for {} language {language}", qualified?))
        }
        Kind::TextSearchParser => with_schema("text search parser"),
        Kind::TextSearchTemplate => with_schema("text search template"),
        Kind::TextSearchDictionary => with_schema("text search dictionary"),
        Kind::TextSearchConfiguration => with_schema("text search configuration"),
        Kind::UserMapping
        | Kind::SilencedCheck
        | Kind::DefaultPrivilege
        | Kind::InheritedGrant
        | Kind::SecurityLabel
        | Kind::Other => None,
    }
}

/// Returns an operator as `public.=== (integer, text)`.
pub(crate) fn of_operator(operator: &Operator) -> String {
    format!(
        "{}.{} ({}, {})",
        operator.schema,
        operator.name.as_str(),
        operator.left.as_deref().unwrap_or("none"),
        operator.right
    )
}

/// Returns an operator family as `operator family public.numbers using btree`.
pub(crate) fn of_family(family: &OperatorFamily) -> String {
    format!(
        "operator family {}.{} using {}",
        family.schema, family.name, family.method
    )
}

/// Returns an operator class as `operator class public.numbers using btree`.
pub(crate) fn of_class(class: &OperatorClass) -> String {
    format!(
        "operator class {}.{} using {}",
        class.schema, class.name, class.method
    )
}

/// Returns whether this is the object of which `pg_identify_object()` says this
/// type and identity.
pub(crate) fn is(object: &ObjectId, snapshot: &Snapshot, identified: &str) -> bool {
    let ours = of(object, snapshot);
    // Types that come with the server are qualified there and not here.
    let bare = |it: &str| it.replace("pg_catalog.", "").replace(", ", ",");
    ours.is_some_and(|it| bare(&it) == bare(identified))
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
        Kind::ForeignServer => Some(format!("foreign server {}", object.name.name)),
        // What no relation has is an array: its grants are those of its elements.
        Kind::ImplicitType => {
            let name = QualifiedName::of_name(&object.name)?;
            context::relation(snapshot, &name)?;
            Some(format!("type {name}"))
        }
        _ => of(object, snapshot),
    }
}
