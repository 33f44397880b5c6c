//! `GRANT` and `REVOKE` statements between two lists of grants.

use std::collections::BTreeSet;

use stagecraft_catalog::{Acl, DefaultObjects, Grantee, Kind, Privilege, Privileges, Snapshot};
use stagecraft_model::Ident;

/// Which privileges there are on a kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    Table,
    Column,
    Sequence,
    Schema,
    Routine,
    Type,
    /// Usage that everybody has unless it is taken, whatever the default privileges.
    Usage,
    /// Usage of a foreign-data wrapper or server.
    Foreign,
    Other,
}

impl Scale {
    pub(crate) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Table | Kind::View | Kind::MaterializedView => Self::Table,
            Kind::Column => Self::Column,
            Kind::Sequence => Self::Sequence,
            Kind::Schema => Self::Schema,
            Kind::Routine => Self::Routine,
            Kind::BaseType
            | Kind::EnumType
            | Kind::Domain
            | Kind::CompositeType
            | Kind::RangeType => Self::Type,
            Kind::Language | Kind::ImplicitType => Self::Usage,
            Kind::ForeignDataWrapper | Kind::ForeignServer => Self::Foreign,
            _ => Self::Other,
        }
    }

    /// Returns all privileges of the scale.
    fn all(self, server_version_num: u32) -> BTreeSet<Privilege> {
        use Privilege as P;
        let mut all = match self {
            Self::Table => BTreeSet::from([
                P::Select,
                P::Insert,
                P::Update,
                P::Delete,
                P::Truncate,
                P::References,
                P::Trigger,
            ]),
            Self::Column => BTreeSet::from([P::Select, P::Insert, P::Update, P::References]),
            Self::Sequence => BTreeSet::from([P::Select, P::Update, P::Usage]),
            Self::Schema => BTreeSet::from([P::Usage, P::Create]),
            Self::Routine => BTreeSet::from([P::Execute]),
            Self::Type | Self::Usage | Self::Foreign => BTreeSet::from([P::Usage]),
            Self::Other => BTreeSet::new(),
        };
        if self == Self::Table && server_version_num >= 170_000 {
            all.insert(P::Maintain);
        }
        all
    }

    fn objects(self) -> Option<DefaultObjects> {
        match self {
            Self::Table => Some(DefaultObjects::Tables),
            Self::Sequence => Some(DefaultObjects::Sequences),
            Self::Schema => Some(DefaultObjects::Schemas),
            Self::Routine => Some(DefaultObjects::Functions),
            Self::Type => Some(DefaultObjects::Types),
            Self::Column | Self::Usage | Self::Foreign | Self::Other => None,
        }
    }
}

/// Returns the grants that an object has when `role` has just made it: the
/// server's own, or those of the role's default privileges.
pub(crate) fn at_birth(
    scale: Scale,
    role: &Ident,
    schema: Option<&Ident>,
    snapshot: &Snapshot,
) -> Acl {
    let Some(objects) = scale.objects() else {
        return by_the_server(scale, role, snapshot.server_version_num);
    };
    let of = |schema: Option<&Ident>| {
        snapshot
            .default_privileges
            .iter()
            .find(|it| it.role == *role && it.objects == objects && it.schema.as_ref() == schema)
    };
    let mut acl = of(None).map_or_else(
        || by_the_server(scale, role, snapshot.server_version_num),
        |it| it.acl.clone(),
    );
    if let Some(more) = schema.and_then(|it| of(Some(it))) {
        acl.merge(&more.acl);
    }
    acl
}

/// Returns `acldefault()` of PostgreSQL.
pub(crate) fn by_the_server(scale: Scale, owner: &Ident, server_version_num: u32) -> Acl {
    let mut acl = Acl::default();
    let mut grant = |role: Option<&Ident>, granted: BTreeSet<Privilege>| {
        if !granted.is_empty() {
            acl.insert(
                Grantee {
                    role: role.cloned(),
                    grantor: owner.clone(),
                },
                Privileges {
                    granted,
                    grantable: BTreeSet::new(),
                },
            );
        }
    };
    if scale != Scale::Column {
        grant(Some(owner), scale.all(server_version_num));
    }
    if matches!(scale, Scale::Routine | Scale::Type | Scale::Usage) {
        grant(None, scale.all(server_version_num));
    }
    acl
}

/// Writes the statements that turn one list of grants into another.
///
/// `target` stands behind `ON`; of a column, `columns` stands behind each
/// privilege. Grants made by somebody else than the owner are made again in
/// that role's name.
pub(crate) fn statements(
    target: &str,
    columns: Option<&Ident>,
    scale: Scale,
    (from, to): (&Acl, &Acl),
    (owner, version): (&Ident, u32),
) -> Vec<String> {
    let mut grantees: BTreeSet<&Grantee> = from.grants().keys().collect();
    grantees.extend(to.grants().keys());
    let all = scale.all(version);
    let none = Privileges::default();
    let mut revokes = Vec::new();
    let mut grants = Vec::new();
    for grantee in grantees {
        let old = from.grants().get(grantee).unwrap_or(&none);
        let new = to.grants().get(grantee).unwrap_or(&none);
        let is_owners = grantee.grantor == *owner;
        let words = |set: &BTreeSet<Privilege>| privileges(set, columns, &all);
        let role = grantee
            .role
            .as_ref()
            .map_or_else(|| "public".to_owned(), ToString::to_string);
        let gone: BTreeSet<_> = old.granted.difference(&new.granted).copied().collect();
        if !gone.is_empty() {
            revokes.push((
                is_owners,
                &grantee.grantor,
                format!("revoke {} on {target} from {role}", words(&gone)),
            ));
        }
        let held: BTreeSet<_> = old
            .grantable
            .difference(&new.grantable)
            .filter(|it| new.granted.contains(it))
            .copied()
            .collect();
        if !held.is_empty() {
            revokes.push((
                is_owners,
                &grantee.grantor,
                format!(
                    "revoke grant option for {} on {target} from {role}",
                    words(&held)
                ),
            ));
        }
        let with_option: BTreeSet<_> = new.grantable.difference(&old.grantable).copied().collect();
        let plain: BTreeSet<_> = new
            .granted
            .difference(&old.granted)
            .filter(|it| !with_option.contains(it))
            .copied()
            .collect();
        for (set, suffix) in [(plain, ""), (with_option, " with grant option")] {
            if !set.is_empty() {
                grants.push((
                    !is_owners,
                    &grantee.grantor,
                    format!("grant {} on {target} to {role}{suffix}", words(&set)),
                ));
            }
        }
    }
    // Who got a privilege from somebody else loses it first and gets it last.
    revokes.sort_by_key(|(order, ..)| *order);
    grants.sort_by_key(|(order, ..)| *order);
    revokes
        .into_iter()
        .chain(grants)
        .flat_map(|(_, grantor, sql)| in_name_of(grantor, owner, sql))
        .collect()
}

fn in_name_of(grantor: &Ident, owner: &Ident, sql: String) -> Vec<String> {
    if grantor == owner {
        return vec![sql];
    }
    vec![
        format!("set local role {grantor}"),
        sql,
        "reset role".to_owned(),
    ]
}

fn privileges(
    set: &BTreeSet<Privilege>,
    column: Option<&Ident>,
    all: &BTreeSet<Privilege>,
) -> String {
    if set == all && set.len() > 1 {
        return column.map_or_else(|| "all".to_owned(), |it| format!("all ({it})"));
    }
    set.iter()
        .map(|it| {
            let word = it.as_str().to_lowercase();
            column.map_or_else(|| word.clone(), |column| format!("{word} ({column})"))
        })
        .collect::<Vec<_>>()
        .join(", ")
}
