-- Sequences and the column that owns each; their positions are content.
select
    c.oid,
    0 as part,
    c.nspname as schema,
    c.relname as name,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    c.relpersistence as persistence,
    pg_catalog.format_type(s.seqtypid, null) as type,
    s.seqstart as start,
    s.seqincrement as increment,
    s.seqmin as minimum,
    s.seqmax as maximum,
    s.seqcache as cache,
    s.seqcycle as cycle,
    case
        when oa.attname is not null
            then json_build_object(
                'schema', onsp.nspname, 'relation', o.relname, 'name', oa.attname
            )
    end as owned_by,
    coalesce(own.deptype = 'i', false) as identity,
    coalesce(c.relacl, pg_catalog.acldefault('s', c.relowner))::text[] as acl,
    d.description as comment
from relation as c
join pg_catalog.pg_sequence as s on s.seqrelid = c.oid
left join pg_catalog.pg_depend as own
    on own.classid = 'pg_catalog.pg_class'::regclass
    and own.objid = c.oid and own.objsubid = 0
    and own.refclassid = 'pg_catalog.pg_class'::regclass and own.deptype in ('a', 'i')
left join pg_catalog.pg_class as o on o.oid = own.refobjid
left join pg_catalog.pg_namespace as onsp on onsp.oid = o.relnamespace
left join pg_catalog.pg_attribute as oa
    on oa.attrelid = own.refobjid and oa.attnum = own.refobjsubid
left join pg_catalog.pg_description as d
    on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
