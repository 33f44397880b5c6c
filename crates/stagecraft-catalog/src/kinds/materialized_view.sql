-- Materialized views.
select
    c.oid,
    0 as part,
    c.nspname as schema,
    c.relname as name,
    pg_catalog.pg_get_userbyid(c.relowner) as owner,
    pg_catalog.pg_get_viewdef(c.oid) as definition,
    c.relispopulated as populated,
    am.amname as access_method,
    ts.spcname as tablespace,
    c.reloptions as options,
    coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))::text[] as acl,
    d.description as comment
from relation as c
left join pg_catalog.pg_am as am on am.oid = c.relam
left join pg_catalog.pg_tablespace as ts on ts.oid = c.reltablespace
left join pg_catalog.pg_description as d
    on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
where c.relkind = 'm'
