-- Conversions between encodings that no extension owns.
select
    c.oid,
    0 as part,
    n.nspname as schema,
    c.conname as name,
    pg_catalog.pg_get_userbyid(c.conowner) as owner,
    pg_catalog.pg_encoding_to_char(c.conforencoding) as source,
    pg_catalog.pg_encoding_to_char(c.contoencoding) as target,
    c.conproc::text as function,
    c.condefault as default,
    pg_catalog.obj_description(c.oid, 'pg_conversion') as comment
from pg_catalog.pg_conversion as c
join namespace as n on n.oid = c.connamespace
where c.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_conversion'::regclass
            and e.objid = c.oid and e.deptype = 'e'
    )
