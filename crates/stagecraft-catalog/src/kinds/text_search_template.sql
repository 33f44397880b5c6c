-- Text search templates that no extension owns.
select
    t.oid,
    0 as part,
    n.nspname as schema,
    t.tmplname as name,
    nullif(t.tmplinit::text, '-') as init,
    t.tmpllexize::text as lexize,
    pg_catalog.obj_description(t.oid, 'pg_ts_template') as comment
from pg_catalog.pg_ts_template as t
join namespace as n on n.oid = t.tmplnamespace
where t.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_ts_template'::regclass
            and e.objid = t.oid and e.deptype = 'e'
    )
