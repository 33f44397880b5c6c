//! The head of a drafted contract: schemas, tenancy, tenants, actors, defaults.

use super::cast::Cast;
use super::shape::Shape;
use super::tenancy::Tenancy;
use super::toml_text::{key, list, quoted};
use crate::facts::{Facts, Relation, Role};

const HEADER: &str = "\
# Who may read and write which rows, drafted from what the policies do. That is not what they should
# do: read every entry, correct it, and take its `status = \"draft\"` out.
#
# Levels: none, own_row, own_tenant, all, own_tenant:<role>, or { rows = \"<sql>\" } with :user and
# :tenants. What is not spoken of is denied.

version = 1
";

/// Returns the roles that have actors: those that the outside can become.
pub(super) fn roles(facts: &Facts) -> Vec<&Role> {
    let doors = facts.role("authenticator").map(|it| &it.member_of);
    let is_door = |it: &&Role| {
        ["anon", "authenticated", "service_role"].contains(&it.name.as_str())
            || doors.is_some_and(|doors| doors.contains(&it.name))
    };
    let mut roles: Vec<_> = facts
        .api_roles()
        .filter(is_door)
        .filter(|it| !it.name.starts_with("supabase_") && !it.reserved && !it.superuser)
        .collect();
    let place = |it: &Role| {
        ["anon", "authenticated", "service_role"]
            .iter()
            .position(|name| *name == it.name)
    };
    roles.sort_by_key(|it| (place(it).unwrap_or(3), it.name.clone()));
    roles
}

/// Returns everything before the entries.
pub(super) fn head(
    facts: &Facts,
    shape: &Shape<'_>,
    cast: &Cast,
    schemas: &[String],
    exposed: &[&Relation],
) -> String {
    let mut text = HEADER.to_owned();
    text.push_str(&format!(
        "schemas = {}\n",
        list(schemas.iter().map(String::as_str))
    ));
    text.push_str("fixture = \"rls_fixture.sql\"\n");
    text.push_str(&uncovered(facts, exposed));
    text.push_str(&tenancy(facts, shape, cast));
    let names = ["a", "b", "c"];
    if !cast.tenants.is_empty() {
        text.push_str("\n[tenants]\n");
        for (name, id) in names.iter().zip(&cast.tenants) {
            text.push_str(&format!("{name} = {}", quoted(id)));
            text.push_str(if *name == "c" { " # nobody's\n" } else { "\n" });
        }
    }
    text.push_str(&hidden(facts, schemas));
    text.push_str(&defaults(facts, exposed));
    text.push_str("\n[actors]\n");
    for line in actors(facts, shape, cast) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Privileges that no policy covers and that nobody has, so that it stays so.
fn uncovered(facts: &Facts, exposed: &[&Relation]) -> String {
    let all = ["TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"];
    let roles: Vec<_> = roles(facts)
        .into_iter()
        .filter(|it| !it.bypasses())
        .collect();
    let holders = |privilege: &str| {
        exposed
            .iter()
            .filter(|it| roles.iter().any(|role| it.grants(&role.name, privilege)))
            .count()
    };
    let (held, free): (Vec<_>, Vec<_>) = all.iter().copied().partition(|it| holders(it) > 0);
    if held.is_empty() {
        return String::new();
    }
    let counts: Vec<_> = held
        .iter()
        .map(|it| format!("{it} on {}", holders(it)))
        .collect();
    format!(
        "# UNREVIEWED: API roles hold {}: no policy covers these. The platform\n# grants them to every new table; revoke them, then take the next line out.\nuncovered = {}\n",
        counts.join(", "),
        list(free)
    )
}

fn tenancy(facts: &Facts, shape: &Shape<'_>, cast: &Cast) -> String {
    let data_type = |table: &stagecraft_model::QualifiedName, column| {
        let column = facts.relation(table).and_then(|it| it.column(column));
        column.map_or_else(|| "uuid".to_owned(), |it| it.base_type.clone())
    };
    match &shape.tenancy {
        Tenancy::None => "\n# No table of members and no claim of a tenant was found: rows belong to users alone.\n".to_owned(),
        Tenancy::Claim(claim) => {
            let of = facts.relations.iter().find_map(|it| it.column(&claim.column));
            let data_type = of.map_or_else(|| "uuid".to_owned(), |it| it.base_type.clone());
            format!("\n[tenancy]\ntype = {}\nclaim = {}\n", quoted(&data_type), quoted(&claim.path))
        }
        Tenancy::Membership(it) => {
            let mut text = format!(
                "\n[tenancy]\ntype = {}\n\n# {} policies ask it.\n[tenancy.membership]\ntable = {}\ntenant = {}\nuser = {}\n",
                quoted(&data_type(&it.tenants.0, &it.tenants.1)),
                it.asked_by,
                quoted(&it.table.to_string()),
                quoted(&it.tenant.to_string()),
                quoted(&it.user.to_string()),
            );
            if let (Some(role), false) = (&it.role, cast.roles.is_empty()) {
                text.push_str(&format!(
                    "role = {}\n# UNREVIEWED: ordered by their names, from the least to the most powerful.\nroles = {}\n",
                    quoted(&role.to_string()),
                    list(cast.roles.iter().map(String::as_str))
                ));
            }
            if cast.roles.len() > 2 {
                text.push_str(
                    "# Actors have the least and the most powerful: levels between were not told apart.\n",
                );
            }
            if !it.ended.is_empty() {
                let parts: Vec<_> = it.ended.iter().map(|it| format!("{it} is null")).collect();
                text.push_str(&format!("where = {}\n", quoted(&parts.join(" and "))));
            }
            text
        }
    }
}

/// Schemas that the API does not serve, and who may enter them.
fn hidden(facts: &Facts, schemas: &[String]) -> String {
    let roles = roles(facts);
    let mut text = String::new();
    for schema in &facts.schemas {
        if schemas.contains(&schema.name) || stagecraft_model::is_platform_schema(&schema.name) {
            continue;
        }
        let usage = roles
            .iter()
            .map(|it| it.name.as_str())
            .filter(|it| schema.usage.iter().any(|name| name == it));
        text.push_str(&format!("{} = {}\n", key(&schema.name), list(usage)));
    }
    if text.is_empty() {
        text
    } else {
        format!("\n[hidden]\n{text}")
    }
}

fn defaults(facts: &Facts, exposed: &[&Relation]) -> String {
    let Some(anon) = facts.role("anon") else {
        return String::new();
    };
    if exposed.iter().any(|it| it.is_granted_to(anon)) {
        return String::new();
    }
    "\n[defaults]\n# No grant anywhere, whatever a policy might let through.\nanon = { all = { is = \"none\", denied_by = \"grant\" } }\n".to_owned()
}

fn actors(facts: &Facts, shape: &Shape<'_>, cast: &Cast) -> Vec<String> {
    let user = |part: usize| {
        cast.users
            .get(part)
            .map(|it| format!(", user = {}", quoted(it)))
    };
    let is_claim = matches!(shape.tenancy, Tenancy::Claim(_));
    let tenants = |name: Option<usize>| match name.and_then(|it| ["a", "b"].get(it)) {
        _ if !is_claim => String::new(),
        Some(name) => format!(", tenants = [\"{name}\"]"),
        None => ", tenants = []".to_owned(),
    };
    let mut lines = Vec::new();
    let mut add = |name: &str, role: &str, rest: String| {
        if facts.role(role).is_some() {
            lines.push(format!(
                "{} = {{ role = {}{rest} }}",
                key(name),
                quoted(role)
            ));
        }
    };
    let with_tenants = !cast.tenants.is_empty();
    let parts = cast.parts();
    let name_of = |n: usize, tenant: &str| match parts.get(n).and_then(|it| it.2) {
        Some(role) => format!("{tenant}_{role}"),
        None => tenant.to_owned(),
    };
    if with_tenants {
        let (first, mut second) = (name_of(0, "a"), name_of(1, "a"));
        if first == second {
            second.push_str("_colleague");
        }
        for (n, name, tenant) in [(0, first, 0), (1, second, 0), (2, name_of(2, "b"), 1)] {
            if let Some(user) = user(n) {
                add(
                    &name,
                    "authenticated",
                    format!("{user}{}", tenants(Some(tenant))),
                );
            }
        }
        if let Some(user) = user(3) {
            add(
                "outsider",
                "authenticated",
                format!("{user}{}", tenants(None)),
            );
        }
    } else {
        for (n, name) in ["first", "second"].iter().enumerate() {
            if let Some(user) = user(n) {
                add(name, "authenticated", user);
            }
        }
    }
    if let Some(user) = user(5) {
        add(
            "anonymous",
            "authenticated",
            format!(
                "{user}{}, claims = {{ is_anonymous = true }}",
                tenants(None)
            ),
        );
    }
    add("claimless", "authenticated", tenants(None));
    add(
        "stale",
        "authenticated",
        format!("{}, stale = true", tenants(None)),
    );
    for role in roles(facts) {
        match role.name.as_str() {
            "authenticated" => {}
            "anon" => add("anon", "anon", tenants(None)),
            "service_role" => add("service", "service_role", tenants(None)),
            other => add(
                other,
                other,
                format!("{}{}", user(0).unwrap_or_default(), tenants(Some(0))),
            ),
        }
    }
    lines
}
