-- Installed extensions.
select
    e.oid,
    0 as part,
    e.extname as name,
    e.extversion as version,
    n.nspname as schema,
    pg_catalog.pg_get_userbyid(e.extowner) as owner,
    d.description as comment
from pg_catalog.pg_extension as e
join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
left join pg_catalog.pg_description as d
    on d.objoid = e.oid and d.classoid = 'pg_catalog.pg_extension'::regclass and d.objsubid = 0
