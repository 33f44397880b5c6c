-- Collations that no extension owns. Which columns the catalog has depends on
-- the version: a name that it lacks is found among the absent ones.
select
    c.oid,
    0 as part,
    n.nspname as schema,
    c.collname as name,
    pg_catalog.pg_get_userbyid(c.collowner) as owner,
    c.collprovider as provider,
    not c.collisdeterministic as nondeterministic,
    case when c.collencoding <> -1 then pg_catalog.pg_encoding_to_char(c.collencoding) end
        as encoding,
    c.collcollate::text as collate,
    c.collctype::text as ctype,
    c.locale::text as locale,
    c.collicurules::text as rules,
    pg_catalog.obj_description(c.oid, 'pg_collation') as comment
from (
    select
        null::text as colliculocale,
        null::text as colllocale,
        null::text as collicurules
) as absent
cross join lateral (
    select
        oid, collnamespace, collname, collowner, collprovider, collisdeterministic,
        collencoding, collcollate, collctype, collicurules,
        coalesce(colllocale, colliculocale) as locale
    from pg_catalog.pg_collation
) as c
join namespace as n on n.oid = c.collnamespace
where c.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as e
        where e.classid = 'pg_catalog.pg_collation'::regclass
            and e.objid = c.oid and e.deptype = 'e'
    )
