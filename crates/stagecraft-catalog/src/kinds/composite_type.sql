-- Composite types that are no table's row; their attributes are columns.
select
    c.oid,
    0 as part,
    t.nspname as schema,
    t.typname as name,
    pg_catalog.pg_get_userbyid(t.typowner) as owner,
    coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text[] as acl,
    d.description as comment
from type as t
join pg_catalog.pg_class as c on c.oid = t.typrelid and c.relkind = 'c'
left join pg_catalog.pg_description as d
    on d.objoid = t.oid and d.classoid = 'pg_catalog.pg_type'::regclass and d.objsubid = 0
where t.typtype = 'c'
