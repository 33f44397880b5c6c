-- Installed extensions.
select
    e.oid,
    0 as part,
    e.extname as name,
    e.extversion as version,
    n.nspname as schema,
    pg_catalog.pg_get_userbyid(e.extowner) as owner,
    array(
        select (i.type || ' ' || i.identity) collate "C"
        from pg_catalog.pg_depend as x
        cross join lateral pg_catalog.pg_identify_object(x.classid, x.objid, x.objsubid) as i
        where x.refclassid = 'pg_catalog.pg_extension'::regclass
            and x.refobjid = e.oid and x.deptype = 'x'
            and coalesce(i.schema, '') not like all ($1)
        order by 1
    ) as dependents,
    d.description as comment
from pg_catalog.pg_extension as e
join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
left join pg_catalog.pg_description as d
    on d.objoid = e.oid and d.classoid = 'pg_catalog.pg_extension'::regclass and d.objsubid = 0
