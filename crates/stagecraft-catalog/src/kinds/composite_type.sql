-- Composite types that are no table's row; their attributes are columns.
select
    c.oid,
    0 as part,
    c.nspname as schema,
    t.typname as name,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment
from relation as c
join pg_catalog.pg_type as t on t.oid = c.reltype
left join pg_catalog.pg_description as d
    on d.objoid = t.oid and d.classoid = 'pg_catalog.pg_type'::regclass and d.objsubid = 0
where c.relkind = 'c'
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_type'::regclass
            and e.objid = t.oid and e.deptype = 'e'
    )
