-- Schemas that no extension owns.
select
    n.oid,
    0 as part,
    n.nspname as name,
    pg_catalog.pg_get_userbyid(n.nspowner) as owner,
    coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))::text[] as acl,
    d.description as comment
from namespace as n
left join pg_catalog.pg_description as d
    on d.objoid = n.oid and d.classoid = 'pg_catalog.pg_namespace'::regclass and d.objsubid = 0
where not exists (
    select from pg_catalog.pg_depend as e
    where e.classid = 'pg_catalog.pg_namespace'::regclass
        and e.objid = n.oid and e.deptype = 'e'
)
-- only: n.oid
