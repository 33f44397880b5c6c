-- Text search parsers that no extension owns.
select
    p.oid,
    0 as part,
    n.nspname as schema,
    p.prsname as name,
    p.prsstart::text as start,
    p.prstoken::text as token,
    p.prsend::text as end,
    nullif(p.prsheadline::text, '-') as headline,
    p.prslextype::text as types,
    pg_catalog.obj_description(p.oid, 'pg_ts_parser') as comment
from pg_catalog.pg_ts_parser as p
join namespace as n on n.oid = p.prsnamespace
where p.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_ts_parser'::regclass
            and e.objid = p.oid and e.deptype = 'e'
    )
