-- Casts that no extension owns and no type came with.
select
    c.oid,
    0 as part,
    n.nspname as schema,
    s.typname as name,
    pg_catalog.format_type(c.casttarget, null) as target,
    c.castmethod as method,
    case when c.castfunc <> 0 then c.castfunc::pg_catalog.regprocedure::text end as function,
    c.castcontext as context,
    pg_catalog.obj_description(c.oid, 'pg_cast') as comment
from pg_catalog.pg_cast as c
join pg_catalog.pg_type as s on s.oid = c.castsource
join pg_catalog.pg_namespace as n on n.oid = s.typnamespace
where c.oid >= 16384
    and n.nspname not like all ($1)
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_cast'::regclass
            and e.objid = c.oid and e.deptype in ('e', 'i')
    )
