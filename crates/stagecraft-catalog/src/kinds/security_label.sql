-- Security labels, those on an extension's objects included.
select
    -- One object may have labels of several providers.
    pg_catalog.hashtext(s.provider || s.classoid || ' ' || s.objoid)::oid as oid,
    s.objsubid as part,
    s.provider as provider,
    i.type as type,
    i.identity as object,
    s.label as label
from pg_catalog.pg_seclabel as s
cross join lateral pg_catalog.pg_identify_object(s.classoid, s.objoid, s.objsubid) as i
where coalesce(i.schema, i.name, '') not like all ($1)
