//! Which catalog holds which kinds, and whose object a changed row belongs to.
//!
//! Oids of catalogs are fixed: `src/include/catalog/pg_*.h` of PostgreSQL.

use crate::Kind;

pub(crate) const PG_ATTRDEF: u32 = 2604;
pub(crate) const PG_DESCRIPTION: u32 = 2609;
pub(crate) const PG_CLASS: u32 = 1259;
pub(crate) const PG_TYPE: u32 = 1247;
pub(crate) const PG_PROC: u32 = 1255;
pub(crate) const PG_NAMESPACE: u32 = 2615;

/// Catalogs whose rows are objects of some kinds.
const KINDS: &[(u32, &[Kind])] = &[
    (
        PG_CLASS,
        &[
            Kind::Table,
            Kind::Index,
            Kind::Sequence,
            Kind::View,
            Kind::MaterializedView,
            Kind::CompositeType,
        ],
    ),
    (
        PG_TYPE,
        &[
            Kind::EnumType,
            Kind::Domain,
            Kind::RangeType,
            Kind::BaseType,
            Kind::ImplicitType,
        ],
    ),
    (PG_PROC, &[Kind::Routine]),
    (PG_NAMESPACE, &[Kind::Schema]),
    (2606, &[Kind::Constraint]),
    (2620, &[Kind::Trigger]),
    (3256, &[Kind::Policy]),
    (2618, &[Kind::Rule]),
    (3381, &[Kind::Statistics]),
    (3079, &[Kind::Extension]),
    (6104, &[Kind::Publication]),
    (3466, &[Kind::EventTrigger]),
    (826, &[Kind::DefaultPrivilege]),
    (2612, &[Kind::Language]),
    (2601, &[Kind::AccessMethod]),
    (3456, &[Kind::Collation]),
    (2607, &[Kind::Conversion]),
    (2328, &[Kind::ForeignDataWrapper]),
    (1417, &[Kind::ForeignServer]),
    (1418, &[Kind::UserMapping]),
    (2617, &[Kind::Operator]),
    (2753, &[Kind::OperatorFamily]),
    (2616, &[Kind::OperatorClass]),
    (2605, &[Kind::Cast]),
    (3576, &[Kind::Transform]),
    (3601, &[Kind::TextSearchParser]),
    (3764, &[Kind::TextSearchTemplate]),
    (3600, &[Kind::TextSearchDictionary]),
    (3602, &[Kind::TextSearchConfiguration]),
    (6100, &[Kind::Subscription]),
];

/// Returns the kinds whose objects are rows of a catalog.
pub(crate) fn kinds_of(catalog: u32) -> &'static [Kind] {
    KINDS
        .iter()
        .find(|(oid, _)| *oid == catalog)
        .map_or(&[], |(_, kinds)| kinds)
}

/// How a kind is read again when something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// With the relations that changed; the kind's query takes their oids.
    Relations,
    /// With the types that changed.
    Types,
    /// With the routines that changed.
    Routines,
    /// With the schemas that changed.
    Schemas,
    /// All of it, when one of its catalogs changed.
    Whole,
}

impl Kind {
    /// Returns how the kind is read again.
    pub fn scope(self) -> Scope {
        match self {
            Self::Table
            | Self::View
            | Self::MaterializedView
            | Self::Sequence
            | Self::CompositeType
            | Self::Column
            | Self::Constraint
            | Self::Index
            | Self::Statistics
            | Self::Trigger
            | Self::SilencedCheck
            | Self::Rule
            | Self::Policy => Scope::Relations,
            Self::EnumType | Self::Domain | Self::RangeType | Self::ImplicitType => Scope::Types,
            Self::Routine => Scope::Routines,
            Self::Schema => Scope::Schemas,
            _ => Scope::Whole,
        }
    }
}

/// Catalogs that kinds of [`Scope::Whole`] are read from.
pub(crate) const WHOLE: &[(u32, Kind)] = &[
    (3079, Kind::Extension),
    (6104, Kind::Publication),
    // pg_publication_rel, pg_publication_namespace
    (6106, Kind::Publication),
    (6237, Kind::Publication),
    (3466, Kind::EventTrigger),
    (826, Kind::DefaultPrivilege),
    // pg_init_privs
    (3394, Kind::InheritedGrant),
    (2612, Kind::InheritedGrant),
    (2328, Kind::InheritedGrant),
    (1417, Kind::InheritedGrant),
    (2612, Kind::Language),
    (2601, Kind::AccessMethod),
    (3456, Kind::Collation),
    (2607, Kind::Conversion),
    (2328, Kind::ForeignDataWrapper),
    (1417, Kind::ForeignServer),
    (1418, Kind::UserMapping),
    (2617, Kind::Operator),
    (2753, Kind::OperatorFamily),
    (2616, Kind::OperatorClass),
    // pg_amop, pg_amproc
    (2602, Kind::OperatorFamily),
    (2602, Kind::OperatorClass),
    (2603, Kind::OperatorFamily),
    (2603, Kind::OperatorClass),
    (2605, Kind::Cast),
    (3576, Kind::Transform),
    (3601, Kind::TextSearchParser),
    (3764, Kind::TextSearchTemplate),
    (3600, Kind::TextSearchDictionary),
    (3602, Kind::TextSearchConfiguration),
    // pg_ts_config_map
    (3603, Kind::TextSearchConfiguration),
    (6100, Kind::Subscription),
    // pg_seclabel, pg_shseclabel
    (3596, Kind::SecurityLabel),
    (3592, Kind::SecurityLabel),
];

/// Where the owner of a changed row stands: a catalog, its alias, and what
/// comes behind `select 'scope', `.
///
/// `r` is a relation, `t` a type, `p` a routine, `n` a schema.
pub(crate) const OWNERS: &[(&str, &str, char, &str)] = &[
    (
        "pg_class",
        "c",
        'r',
        "coalesce(i.indrelid, c.oid) from pg_catalog.pg_class as c \
         left join pg_catalog.pg_index as i on c.relkind in ('i', 'I') and i.indexrelid = c.oid \
         where c.relkind <> 't'",
    ),
    (
        "pg_attribute",
        "a",
        'r',
        "coalesce(i.indrelid, a.attrelid) from pg_catalog.pg_attribute as a \
         left join pg_catalog.pg_index as i on i.indexrelid = a.attrelid where true",
    ),
    (
        "pg_attrdef",
        "a",
        'r',
        "a.adrelid from pg_catalog.pg_attrdef as a where true",
    ),
    (
        "pg_constraint",
        "c",
        'r',
        "c.conrelid from pg_catalog.pg_constraint as c where c.conrelid <> 0",
    ),
    (
        "pg_constraint",
        "c",
        't',
        "c.contypid from pg_catalog.pg_constraint as c where c.contypid <> 0",
    ),
    (
        "pg_index",
        "i",
        'r',
        "i.indrelid from pg_catalog.pg_index as i where true",
    ),
    (
        "pg_trigger",
        "g",
        'r',
        "g.tgrelid from pg_catalog.pg_trigger as g where true",
    ),
    (
        "pg_policy",
        "p",
        'r',
        "p.polrelid from pg_catalog.pg_policy as p where true",
    ),
    (
        "pg_rewrite",
        "w",
        'r',
        "w.ev_class from pg_catalog.pg_rewrite as w where true",
    ),
    (
        "pg_statistic_ext",
        "s",
        'r',
        "s.stxrelid from pg_catalog.pg_statistic_ext as s where true",
    ),
    (
        "pg_inherits",
        "h",
        'r',
        "coalesce(i.indrelid, h.inhrelid) from pg_catalog.pg_inherits as h \
         left join pg_catalog.pg_index as i on i.indexrelid = h.inhrelid where true",
    ),
    (
        "pg_partitioned_table",
        "p",
        'r',
        "p.partrelid from pg_catalog.pg_partitioned_table as p where true",
    ),
    (
        "pg_sequence",
        "s",
        'r',
        "s.seqrelid from pg_catalog.pg_sequence as s where true",
    ),
    (
        "pg_foreign_table",
        "f",
        'r',
        "f.ftrelid from pg_catalog.pg_foreign_table as f where true",
    ),
    (
        "pg_type",
        "t",
        'r',
        "t.typrelid from pg_catalog.pg_type as t where t.typrelid <> 0",
    ),
    (
        "pg_type",
        "t",
        't',
        "t.oid from pg_catalog.pg_type as t \
         where (t.typtype in ('d', 'e', 'r') or t.typacl is not null or exists (\
         select from pg_catalog.pg_description as d \
         where d.classoid = 'pg_catalog.pg_type'::regclass and d.objoid = t.oid))",
    ),
    (
        "pg_type",
        "t",
        'b',
        "t.oid from pg_catalog.pg_type as t \
         where (t.typtype = 'b' and t.typarray <> 0 or t.typtype = 'p')",
    ),
    (
        "pg_enum",
        "e",
        't',
        "e.enumtypid from pg_catalog.pg_enum as e where true",
    ),
    (
        "pg_range",
        "r",
        't',
        "r.rngtypid from pg_catalog.pg_range as r where true",
    ),
    (
        "pg_proc",
        "p",
        'p',
        "p.oid from pg_catalog.pg_proc as p where true",
    ),
    (
        "pg_aggregate",
        "a",
        'p',
        "a.aggfnoid::oid from pg_catalog.pg_aggregate as a where true",
    ),
    (
        "pg_namespace",
        "n",
        'n',
        "n.oid from pg_catalog.pg_namespace as n where true",
    ),
    (
        "pg_description",
        "d",
        'r',
        "coalesce(i.indrelid, c.conrelid, g.tgrelid, p.polrelid, w.ev_class, s.stxrelid, \
         t.typrelid, case when d.classoid = 'pg_catalog.pg_class'::regclass then d.objoid end, 0) \
         from pg_catalog.pg_description as d \
         left join pg_catalog.pg_index as i \
         on d.classoid = 'pg_catalog.pg_class'::regclass and i.indexrelid = d.objoid \
         left join pg_catalog.pg_constraint as c \
         on d.classoid = 'pg_catalog.pg_constraint'::regclass and c.oid = d.objoid \
         left join pg_catalog.pg_trigger as g \
         on d.classoid = 'pg_catalog.pg_trigger'::regclass and g.oid = d.objoid \
         left join pg_catalog.pg_policy as p \
         on d.classoid = 'pg_catalog.pg_policy'::regclass and p.oid = d.objoid \
         left join pg_catalog.pg_rewrite as w \
         on d.classoid = 'pg_catalog.pg_rewrite'::regclass and w.oid = d.objoid \
         left join pg_catalog.pg_statistic_ext as s \
         on d.classoid = 'pg_catalog.pg_statistic_ext'::regclass and s.oid = d.objoid \
         left join pg_catalog.pg_type as t \
         on d.classoid = 'pg_catalog.pg_type'::regclass and t.oid = d.objoid \
         where true",
    ),
    (
        "pg_description",
        "d",
        't',
        "coalesce(c.contypid, m.rngtypid, d.objoid) from pg_catalog.pg_description as d \
         left join pg_catalog.pg_range as m \
         on d.classoid = 'pg_catalog.pg_type'::regclass and m.rngmultitypid = d.objoid \
         left join pg_catalog.pg_constraint as c \
         on d.classoid = 'pg_catalog.pg_constraint'::regclass and c.oid = d.objoid \
         where d.classoid in ('pg_catalog.pg_type'::regclass, 'pg_catalog.pg_constraint'::regclass)",
    ),
    (
        "pg_description",
        "d",
        'p',
        "d.objoid from pg_catalog.pg_description as d \
         where d.classoid = 'pg_catalog.pg_proc'::regclass",
    ),
    (
        "pg_description",
        "d",
        'n',
        "d.objoid from pg_catalog.pg_description as d \
         where d.classoid = 'pg_catalog.pg_namespace'::regclass",
    ),
    (
        "pg_description",
        "d",
        'w',
        "d.classoid from pg_catalog.pg_description as d where true",
    ),
];

/// The same for all that a changed dependency says, in one pass: relations that
/// got an owner, members of extensions, what is dropped with an extension.
pub(crate) const DEPENDENCIES: &str = "\
select v.scope::\"char\", v.oid
from pg_catalog.pg_depend as d
left join pg_catalog.pg_type as t
    on d.classid = 'pg_catalog.pg_type'::regclass and t.oid = d.objid
cross join lateral (
    values
        ('r', case d.classid when 'pg_catalog.pg_class'::regclass then d.objid end),
        ('r', case d.deptype when 'e' then t.typrelid end),
        ('t', case d.deptype when 'e' then t.oid end),
        ('b', case d.deptype when 'e' then t.oid end),
        (
            'p',
            case
                when d.deptype = 'e' and d.classid = 'pg_catalog.pg_proc'::regclass then d.objid
            end
        ),
        (
            'n',
            case
                when d.deptype = 'e' and d.classid = 'pg_catalog.pg_namespace'::regclass
                    then d.objid
            end
        ),
        ('w', case d.deptype when 'e' then d.classid end),
        ('x', case d.deptype when 'x' then d.refobjid end)
) as v (scope, oid)
where v.oid <> 0 and d.deptype in ('a', 'e', 'i', 'x')";

/// Catalogs whose deleted rows are found by the oids that are left.
pub(crate) const WITH_OIDS: &[(&str, u32)] = &[
    ("pg_class", PG_CLASS),
    ("pg_type", PG_TYPE),
    ("pg_proc", PG_PROC),
    ("pg_namespace", PG_NAMESPACE),
    ("pg_constraint", 2606),
    ("pg_trigger", 2620),
    ("pg_policy", 3256),
    ("pg_rewrite", 2618),
    ("pg_statistic_ext", 3381),
];
