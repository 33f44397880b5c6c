-- Event triggers that no extension owns.
select
    t.oid,
    0 as part,
    t.evtname as name,
    pg_catalog.pg_get_userbyid(t.evtowner) as owner,
    t.evtevent as event,
    t.evttags as tags,
    json_build_object('schema', pn.nspname, 'name', p.proname) as function,
    t.evtenabled as enabled,
    d.description as comment
from pg_catalog.pg_event_trigger as t
join pg_catalog.pg_proc as p on p.oid = t.evtfoid
join pg_catalog.pg_namespace as pn on pn.oid = p.pronamespace
left join pg_catalog.pg_description as d
    on d.objoid = t.oid
    and d.classoid = 'pg_catalog.pg_event_trigger'::regclass and d.objsubid = 0
where not exists (
    select from pg_catalog.pg_depend as e
    where e.classid = 'pg_catalog.pg_event_trigger'::regclass
        and e.objid = t.oid and e.deptype = 'e'
)
