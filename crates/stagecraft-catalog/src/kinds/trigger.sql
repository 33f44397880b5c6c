-- Triggers that somebody made; those behind foreign keys are part of these.
select
    t.oid,
    0 as part,
    c.nspname as schema,
    c.relname as relation,
    t.tgname as name,
    pg_catalog.pg_get_triggerdef(t.oid) as definition,
    json_build_object('schema', pn.nspname, 'name', p.proname) as function,
    t.tgenabled as enabled,
    t.tgparentid <> 0 as inherited,
    d.description as comment
from relation as c
join pg_catalog.pg_trigger as t on t.tgrelid = c.oid
join pg_catalog.pg_proc as p on p.oid = t.tgfoid
join pg_catalog.pg_namespace as pn on pn.oid = p.pronamespace
left join pg_catalog.pg_description as d
    on d.objoid = t.oid and d.classoid = 'pg_catalog.pg_trigger'::regclass and d.objsubid = 0
where not t.tgisinternal
