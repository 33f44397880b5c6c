-- Access methods that no extension owns.
select
    a.oid,
    0 as part,
    a.amname as name,
    a.amtype as type,
    a.amhandler::text as handler,
    pg_catalog.obj_description(a.oid, 'pg_am') as comment
from pg_catalog.pg_am as a
where a.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_am'::regclass
            and e.objid = a.oid and e.deptype = 'e'
    )
